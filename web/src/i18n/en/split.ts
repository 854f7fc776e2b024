import type * as ja from '../ja/split'
import type { SameKeys } from '../words'

export const split = {
  open: 'Split this report in two',
  title: 'Split in two',
  lead: 'The second matter becomes a new report with the same reporter, way in and time of receipt. Files and mails stay with this one.',
  what: 'The second matter (what and how)',
  where: 'Where',
  when: 'When',
  blank: 'Say in one sentence what the second matter is.',
  go: 'Make it a new report',
  done: 'Split off as {number}.',
} satisfies SameKeys<typeof ja.split>
