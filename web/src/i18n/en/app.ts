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

export const signIn = {
  product: 'Sokuo, incident response record',
  title: 'Sign in',
  again: 'Please sign in again',
  kept: 'The session of {name} has ended. Everything you wrote is still on this page.',
  name: 'Name',
  password: 'Password',
  ownDevice: 'This is my own device',
  ownDeviceHint:
    'Keeps drafts on this device, encrypted. Do not choose it where others use the same device.',
  enter: 'Sign in',
  nameBlank: 'Write your name.',
  passwordBlank: 'Write your password.',
  renew: 'Your password once more',
  renewWhy: 'Declaring and ending are recorded after making sure it is you.',
  goOn: 'Continue',
  unreachable: 'The server cannot be reached. Wait a moment and press again.',
} as const satisfies SameKeys<typeof ja.signIn>

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

export const help = {
  title: 'Help',
  lead: 'Sokuo keeps one record from the first report to the end of an incident.',
  inboxTitle: 'When a report arrives',
  inbox:
    'In the inbox, read the four items (when, where, what and how, who) and judge whether it is an incident. What nobody knows may stay unknown.',
  recordTitle: 'Write down what you learn',
  record:
    'On the incident page choose fact, decision, action or contact and write. The time it happened is kept apart from the time you wrote it. Nothing can be deleted; a correction is added.',
  draftTitle: 'Drafts are kept',
  draft:
    'What you write stays encrypted on this device until it is sent. On a shared device it goes when you sign out. If your session ends, the text on the page stays.',
  lostTitle: 'When the server is away',
  lost: 'A notice appears at the top. What you see is as of that time. Declaring, approving and ending must wait.',
  keysTitle: 'Keyboard',
  keys: 'Ctrl K opens search and commands, ? the list of keys. Ctrl Enter only records; it never declares or approves.',
  licences: 'Typeface',
  licencesWhat: 'Noto Sans JP (SIL Open Font License 1.1)',
} as const satisfies SameKeys<typeof ja.help>
