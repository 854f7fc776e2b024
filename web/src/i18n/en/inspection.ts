import type * as ja from '../ja/inspection'
import type { SameKeys } from '../words'

export const inspection = {
  ask: 'Look into it',
  askOf: 'Look into {name}',
  looking: 'Looking into it.',
  content: 'Content:',
  encrypted: 'Password',
  unread: 'Could not be read. {why}',
  unlisted: 'List of its contents: {why}',
  archive: 'What is in it ({n}, {size} unpacked)',
  warned: '{n} to be careful with',
  nameless: '(no name)',
  folder: 'Folder',
  shownOf: '{n} of {total} are shown.',
  rules: 'YARA: {says}',
  author: 'By {name}',
  preview: 'Show a preview',
  previewOf: 'Show a preview of {name}',
  hide: 'Close the preview',
  shown: 'Preview of {name}',
  what: 'A small picture made anew from the pixels. The file itself was not opened.',
} satisfies SameKeys<typeof ja>['inspection']
