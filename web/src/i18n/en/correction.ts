import type * as ja from '../ja/correction'
import type { SameKeys } from '../words'

export { triage } from './triage'

export const correction = {
  title: 'Correct title, kinds and priority',
  lead: 'The earlier record stays. The timeline tells what was corrected, and why.',
  name: 'Title',
  kind: 'Kind (charter, table 2)',
  kinds: 'Kinds',
  questions: 'Questions for the priority',
  reason: 'Why it is corrected',
  reasonHint: 'For example: the envelope was found to have gone to someone else, not lost',
  reasonBlank: 'Write why it is corrected.',
  nothing: 'Nothing is corrected yet.',
  go: 'Correct it',
  said: 'Corrected. The timeline tells it.',
} satisfies SameKeys<typeof ja.correction>
