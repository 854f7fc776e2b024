import type * as ja from '../ja/facts'
import type { SameKeys } from '../words'

export { incident } from './incident'

export const fact = {
  sheet: 'Facts and impact ({open} of {n} open)',
  sheetWhat: 'What is not known is “being investigated” or “unknown”, never left blank.',
  state: 'State of “{name}”',
  known: 'Known',
  value: 'Value',
  numberHint: 'In digits.',
  notNumber: 'Write a number of 0 or more, or choose “being investigated”.',
  blank: 'Write a value, or choose investigating, unknown or not applicable.',
  certainty: 'How sure',
  sure: 'Confirmed',
  estimate: 'Estimate',
  counting: 'How it is counted',
  distinct: 'Distinct',
  cumulative: 'Cumulative',
  source: 'How it was found out',
  sourceHint: 'For example: loan book, log of the terminal',
  asOf: 'As of',
  asOfHint: 'Blank means now.',
  record: 'Record this fact',
  said: '“{name}” was recorded',
  edit: 'Correct',
  editNamed: 'Correct {name}',
  by: 'Source: {source}',
  asOfAt: 'as of {time}',
  history: 'recorded {n} times',
  untouched: 'Nobody has looked yet',
} satisfies SameKeys<typeof ja.fact>
