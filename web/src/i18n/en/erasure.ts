import type * as ja from '../ja/erasure'
import type { SameKeys } from '../words'

export const erase = {
  ground: 'Legal ground for erasing',
  groundHint: 'It stays in the journal for good. Do not write anybody’s name.',
  groundBlank: 'Write the legal ground for erasing.',
  people: {
    title: 'Erase personal data',
    what: 'The names and contacts of who reported and who found it go. What was said and the number stay. This cannot be undone.',
    go: 'Erase personal data',
    said: 'The personal data was erased',
  },
  report: {
    title: 'Erase the content',
    what: 'What was said, names, contacts and files go. The number, the kind, the times and the judgement stay. This cannot be undone.',
    go: 'Erase the content',
    said: 'The content was erased',
  },
  incident: {
    title: 'Erase the content',
    what: 'Everything that was written goes: title, record, facts, tasks, files. The number, the categories, the priority and the times stay. The reports it came from are erased in the inbox. This cannot be undone.',
    go: 'Erase the content',
    said: 'The content was erased',
  },
  noPeople: 'This report holds no names or contacts to erase.',
  notJudged: 'Only a report that is judged for good may be erased.',
  notEnded: 'Only an incident that is closed or withdrawn may be erased.',
  erasedAlready: 'The content is erased already.',
} satisfies SameKeys<typeof ja.erase>
