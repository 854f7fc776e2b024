import type * as ja from '../ja/tasks'
import type { SameKeys } from '../words'

export { incident } from './incident'

export const task = {
  add: 'Add a task',
  addGo: 'Add',
  addSaid: 'The task was added',
  title: 'What to do',
  titleHint: 'In words somebody can act on (for example: search the office car again).',
  why: 'Why',
  due: 'By when',
  later: 'Decide later',
  open: '{n} {n|task|tasks} ahead',
  ended: '{n} {n|task|tasks} ended',
  noneOpen: 'No task is left',
  nobody: 'Nobody is assigned',
  assignee: 'Assigned to {name}',
  late: 'Overdue',
  result: 'Result: {result}',
  skippedBecause: 'Left out because: {reason}',
  endedAt: 'ended {time}',
  reopen: 'Open again',
  assignTo: 'Who does it',
  assignGo: 'Ask this person',
  assignSaid: 'The task is with {name} now',
  doneLabel: 'What was found or done',
  doneHint: 'It may stay blank.',
  doneGo: 'Mark as done',
  doneSaid: 'The task is done',
  skipLabel: 'Why it is left out',
  skipHint: 'One sentence for whoever reads this later.',
  skipGo: 'Leave it out',
  skipSaid: 'The reason was recorded',
  skipBlank: 'Say why it is left out.',
  state: { open: 'open', done: 'Done', skipped: 'Left out' },
} satisfies SameKeys<typeof ja.task>
