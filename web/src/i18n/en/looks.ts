import type * as ja from '../ja/looks'
import type { SameKeys } from '../words'

export { journal } from './journal'

export const looks = {
  title: 'Who looked at what',
  what: 'Who looked at which report or incident, or at whose contacts, and when. One line for each day.',
  kinds: 'Which records',
  only: 'Showing only who looked at “{title}”.',
  all: 'Show everything',
  label: 'List of looks',
  who: 'Who',
  thing: 'At what',
  way: 'How',
  last: 'Last time',
  count: 'How often',
  times: '{n} {n|time|times}',
  read: 'On screen',
  file: 'A file of it',
  report: 'Report',
  incident: 'Incident',
  roster: 'Roster (telephones)',
  registry: 'Registry (contacts)',
  person: 'Contacts of',
  unnamed: 'Its number is not known',
  onlyThis: 'Only this one',
  onlyNamed: 'Show only who looked at {number}',
  empty: 'Nobody has looked',
  emptyWhat: 'Whoever looks will stand here.',
  more: 'Show earlier ones too',
  end: 'That is all.',
} as const satisfies SameKeys<typeof ja.looks>
