import type * as ja from '../ja/addition'
import type { SameKeys } from '../words'

export { inbox } from './inbox'

export const addition = {
  title: 'Add what you learnt',
  lead: 'Earlier answers stay. The newest one is shown first.',
  name: 'Reporter’s name',
  phone: 'Phone',
  mail: 'Mail',
  note: 'What else is known',
  noteHint: 'You may write whom you asked, and when.',
  save: 'Add',
  saved: 'Added to {number}.',
  blank: 'Write at least one thing you learnt.',
  other: 'Add other items too',
} satisfies SameKeys<typeof ja.addition>
