import type * as ja from '../ja/triage'
import type { SameKeys } from '../words'

export const triage = {
  kindHint: 'You may choose several.',
  notInCharter: 'Not in the charter’s words (city practice)',
  main: 'Main kind',
  subtype: 'More exactly: {name}',
  noSubtype: 'More exactly: leave open',
  suspected: 'Suspected',
  suspectedOf: '{name} is suspected',
  subtypeMarked: '{name} (not in the charter’s words)',
  residents: 'Residents’ information',
  stopped: 'Work has stopped',
  spreading: 'It may spread',
  proposal: 'Proposed',
  decided: 'Decided',
  answerAll: 'Answer all three and a priority is proposed.',
  proposalFailed: 'The proposal cannot be read until the server is back.',
  change: 'Change',
  keep: 'Keep the proposal',
  priority: 'Priority',
  priorityReason: 'Why not the proposed one',
  command: 'Choose the kind',
  gap: {
    title: 'Write a title.',
    kind: 'Choose at least one kind.',
    answers: 'Answer the three questions. Choose Unknown when nobody knows.',
    priorityReason: 'Write why the priority is not the proposed one.',
  },
} as const satisfies SameKeys<typeof ja.triage>
