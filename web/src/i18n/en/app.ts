import type * as ja from '../ja/app'
import type { SameKeys } from '../words'

export const app = {
  name: 'Incident response record',
  fictional: '[Fictional] ',
  otherLanguage: '日本語',
  skip: 'Skip to the content',
  menu: 'Main menu',
  system: 'System',
  search: 'Search or run a command',
  fresh: 'Up to date ({time})',
  lost: 'Not connected (as of {time})',
  lostTitle: 'The server cannot be reached',
  lostWhat:
    'This screen shows what was true at {time}. What you write stays on this device and can be sent once the line is back. Declaring, approving and ending must wait until then.',
  lostPaper: 'If it is urgent, use the paper intake form.',
  simulated: 'The clock is set for a drill or a replay',
  user: 'Menu of {name}',
  signOut: 'Sign out',
  ownDevice: 'Own device',
  sharedDevice: 'Shared device (drafts go when you sign out)',
  lettersOn: 'Use single-letter keys',
  languageName: 'English',
  loading: 'Reading',
  notFound: 'There is no such page',
  notFoundWhat: 'Check the address, or look in the inbox.',
  broken: 'This screen could not be shown',
  brokenWhat: 'What you wrote is kept. Please load the page again.',
  again: 'Load again',
  signOutAsk: 'Drafts that were not sent will be deleted from this device. Sign out?',
  strip: 'Ongoing',
  stripDue: '{kind}: {what}, {time}',
  stripElapsed: '{time} since declared',
  pageTitle: '{page} – {team}',
} as const satisfies SameKeys<typeof ja.app>

export const nav = {
  inbox: 'Inbox',
  incidents: 'Incidents',
  misdelivery: 'Misdelivery and loss',
  charter: 'Charter and contacts',
  journal: 'Journal',
  help: 'Help and keys',
  waiting: '{n} undecided',
  open: '{n} open',
} as const satisfies SameKeys<typeof ja.nav>

export const command = {
  palette: 'Search and commands',
  placeholder: 'Number, title, or what you want to do',
  none: 'Nothing found. Try a shorter word.',
  commands: 'Commands',
  hits: 'Reports and incidents',
  openPalette: 'Open search and commands',
  recordReport: 'Record a report',
  goInbox: 'Go to the inbox',
  goIncidents: 'Go to the incidents',
  goMisdelivery: 'Go to misdelivery and loss',
  goCharter: 'Go to charter and contacts',
  goJournal: 'Go to the journal',
  goHelp: 'Read the help',
  keySheet: 'Open the list of keys',
  switchLanguage: 'Switch to Japanese',
  signOut: 'Sign out',
} as const satisfies SameKeys<typeof ja.command>

export const keys = {
  title: 'Keys',
  go: 'Go',
  screen: 'This screen',
  global: 'Everywhere',
  what: 'They are silent while you write or convert text.',
  letters: 'Use single-letter keys',
  lettersHint: 'Turn off if voice input triggers them by mistake. Keys with Ctrl stay.',
} as const satisfies SameKeys<typeof ja.keys>
