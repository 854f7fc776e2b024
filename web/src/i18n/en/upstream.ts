import type * as ja from '../ja/upstream'
import type { SameKeys } from '../words'

export const upstream = {
  title: 'Incidents of others',
  none: 'When the prefecture or a provider has an incident of its own, link it here.',
  add: 'Link one',
  from: 'Whose incident (organisation)',
  number: 'Their number',
  note: 'What it has to do with this one',
  noteHint: 'For example: their cloud failed; we wait for word that it works again.',
  blank: 'Write the name of the organisation.',
  go: 'Link it',
  done: 'Linked the incident of {from}.',
  notice: 'Notice in report {number}',
  replyDue: 'Reply due {time}',
  replyOverdue: 'Reply was due {time}',
  notAcknowledged: 'Receipt not confirmed',
  named: 'Linked by {name} ({time})',
  remove: 'Unlink',
  removeOf: 'Unlink the incident of {from}',
  why: 'Why it is unlinked',
  whyBlank: 'Say why it is unlinked.',
  removed: 'Unlinked ({n})',
  said: 'Unlinked. The record keeps it.',
} satisfies SameKeys<typeof ja.upstream>
