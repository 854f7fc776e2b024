import type * as ja from '../ja/incidents'
import type { SameKeys } from '../words'

export { phase } from './phase'

export const incidents = {
  title: 'Incidents',
  label: 'List of incidents',
  states: 'State',
  open: 'Open',
  ended: 'Ended',
  all: 'All',
  priority: 'Priority',
  category: 'Category',
  any: 'All',
  search: 'Find by title or number',
  number: 'Number',
  name: 'Title',
  phase: 'Phase',
  department: 'Department',
  due: 'Next due',
  changed: 'Changed',
  empty: 'No incident matches',
  emptyWhat: 'Take a filter off, or declare one in the inbox.',
  clear: 'Take the filters off',
  toInbox: 'Open the inbox',
  late: 'overdue',
  shown: '{n} shown',
  shownMore: '{n} shown (there are more)',
  next: 'Next row',
  previous: 'Row before',
  find: 'Go to the search field',
} satisfies SameKeys<typeof ja.incidents>
