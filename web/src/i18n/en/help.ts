import type * as ja from '../ja/help'
import type { SameKeys } from '../words'

export const help = {
  title: 'Help',
  lead: 'Sokuo keeps one record from the first report to the end of an incident.',
  inboxTitle: 'When a report arrives',
  inbox:
    'In the inbox, read the four items (when, where, what and how, who) and judge whether it is an incident. What nobody knows may stay unknown. When a report holds two matters, “Split in two” below its own words makes two of it. When the prefecture or a provider has an incident of its own, link it under “Incidents of others”.',
  alertsTitle: 'When a machine finds something',
  alerts:
    'Alerts, in the menu, lists what monitoring found, with a count. Make it a report, add it to one, or put it away with a reason. High and critical ones are in the inbox by themselves.',
  bundlesTitle: 'Where networks are not joined',
  bundles:
    'Carry in and out, in the menu, makes one file (a bundle) of reports for a network that is not joined. Reading it twice changes nothing; what is missing is named.',
  logsTitle: 'Logs of machines',
  logs: 'Logs, in the menu, finds lines by words, machine and time; press a line to see it as it came. A machine called silent on the right may be down or cut off.',
  rulesTitle: 'Detection rules',
  rules:
    'Under “Logs”, “Detection rules” lists the rules in force; search by title, author or tag. Rules that cannot be used stand beside it, with the reason.',
  monitorsTitle: 'When a site is down or was defaced',
  monitors:
    '“Monitors” shows how the sites and servers stand that were named. What stays wrong becomes an alert. A changed page stands beside the one that was accepted; if it was your own people, record it as right and say how you know.',
  advisoriesTitle: 'When an advisory arrives',
  advisories:
    'Advisories lists what concerns products of the register, each with a day. Answer whether it concerns you. Without the internet, bring its file or type it in.',
  huntTitle: 'Looking through logs with detection rules',
  hunt: 'On the files of an incident, “Look through with detection rules” asks the detection rules about the logs among them (EVTX, JSON, syslog, ZIPs of them). Choose events that match to add them to the record, at the time the log names. The files are looked through one after the other; one that cannot be read is named and the rest goes on. Keep the screen open until it is done. It works after the convergence as well. That no rule matches does not mean that nothing happened.',
  filesTitle: 'Before you open a file',
  files:
    'Beside a file stands what its content is, what its name hides, and what is in an archive. A picture can be seen by “Show a preview” without taking it out. Nothing detected does not mean safe. When in doubt, do not take it out; ask whoever is in charge.',
  recordTitle: 'Write down what you learn',
  record:
    'On the incident page choose fact, decision, action or contact and write. The time it happened is kept apart from the time you wrote it. Nothing can be deleted; a correction is added.',
  asksTitle: 'When you are asked something',
  asks: 'Asked of me, in the menu, shows what you are asked and by when. Write what you know, add files, and send it. You see nothing but what you are asked. What is needed no longer is withdrawn by whoever asked.',
  engagingTitle: 'Asking for help from outside',
  engaging:
    'On the People tab of an incident, write whom you ask, for what, what they get to see and until when. The head issues it by approving it. When you let a person in, you get a link that works once; give it to that person only. When you end it, they see nothing any longer, at once.',
  engagedTitle: 'When you are asked to help',
  engaged:
    '“What you help with” shows what you are asked for and what was chosen for it. Tell what you find in words, and hand in files. When the time is over, you cannot see the page any longer.',
  looksTitle: 'Who looked at what',
  looks:
    'Beside the record of acts, “Who looked at what” has a line a day for each person and each report or incident, and for the telephones of the roster and the registry. It can be narrowed to one incident.',
  registryTitle: 'Looking up a contractor or a system',
  registry:
    'Registry, in the menu, has whom to call at each contractor, day and night first. Subcontractors stand under the company they work for. A number that nobody has checked for half a year says so. When you have reached them, press The contacts are right.',
  settingsTitle: 'Changing the settings of the charter',
  settings:
    'Under Charter and contacts, Settings has the contacts and who stands in for each role, Rights has who may do what. Each correction makes a new version and is journalled. What is on no form is corrected under File, and checked before it becomes a version.',
  reshuffleTitle: 'Recording the April reshuffle',
  reshuffle:
    'Under Team and contacts, Reshuffle records many posts at once; a spreadsheet can be pasted. Whoever is registered by it is given a sign-in name under Charter and contacts, Team. The initial password works once.',
  breakGlassTitle: 'Keeping a break-glass account ready',
  breakGlass:
    'Under Team and contacts, seal the break-glass account: two sheets are shown once. Put them into two envelopes that two people keep. On a night when nobody can sign in, both are opened together. Every screen tells while it is in use; seal it again when it is over.',
  draftTitle: 'Drafts are kept',
  draft:
    'What you write stays encrypted on this device until it is sent. On a shared device it goes when you sign out. If your session ends, the text on the page stays.',
  lostTitle: 'When the server is away',
  lost: 'A notice appears at the top. What you see is as of that time. Declaring, approving and ending must wait.',
  signInTitle: 'Keeping your sign-in safe',
  signIn:
    'Under Sign-in and devices, in the menu at the top right, you change your password and enrol an authenticator app. Print the recovery codes and keep them apart from the phone. End a device you do not know at once. If you lose the phone, tell an administrator. Before you declare, approve, end an incident or change rights, the password is asked once more: once in ten minutes, and what you wrote stays on the page.',
  keysTitle: 'Keyboard',
  keys: 'Ctrl K opens search and commands, ? the list of keys. Ctrl Enter only records; it never declares or approves.',
  licences: 'Typeface',
  licencesWhat: 'Noto Sans JP (SIL Open Font License 1.1)',
} as const satisfies SameKeys<typeof ja.help>
