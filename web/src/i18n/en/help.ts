import type * as ja from '../ja/help'
import type { SameKeys } from '../words'

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
