import type { Schemas } from '@/api/client'
import { blankNotice, type NoticeDraft, noticeInput } from './notice'

export type Talk = Schemas['TalkScript']

/** A line of the script as it is read aloud. */
export function said(text: string, team: string): string {
  return text.replaceAll('{team}', team)
}

export const channels = [
  'phone',
  'counter',
  'mail',
  'internal',
  'monitoring',
  'contractor',
  'authority',
  'other',
] as const satisfies readonly Schemas['Channel'][]

export const classes = [
  'staff',
  'resident',
  'contractor',
  'other_body',
  'government',
  'police',
  'expert',
  'press',
  'system',
  'unknown',
] as const satisfies readonly Schemas['ReporterClass'][]

export const operations = [
  'none',
  'powered_off',
  'unplugged',
  'restarted',
  'deleted',
  'forwarded',
  'other',
] as const

export type Operation = (typeof operations)[number]

export type PersonDraft = {
  name: string
  affiliation: string
  phone: string
  extension: string
  mail: string
  callBack: boolean
}

export const blankPerson: PersonDraft = {
  name: '',
  affiliation: '',
  phone: '',
  extension: '',
  mail: '',
  callBack: false,
}

/** The slip as it is being written. '' is not asked yet. */
export type Slip = {
  channel: Schemas['Channel']
  reporterClass: Schemas['ReporterClass'] | ''
  /** RFC 3339; '' means the moment it is saved. */
  receivedAt: string
  when: string
  where: string
  what: string
  how: string
  reporter: PersonDraft
  finder: PersonDraft
  isSame: boolean
  continuing: Schemas['Answer'] | ''
  systems: string
  operations: readonly Operation[]
  personalData: Schemas['Answer'] | ''
  instructions: string
  toldOthers: string
  isNotice: boolean
  notice: NoticeDraft
}

export const blankSlip: Slip = {
  channel: 'phone',
  reporterClass: '',
  receivedAt: '',
  when: '',
  where: '',
  what: '',
  how: '',
  reporter: blankPerson,
  finder: blankPerson,
  isSame: false,
  continuing: '',
  systems: '',
  operations: [],
  personalData: '',
  instructions: '',
  toldOthers: '',
  isNotice: false,
  notice: blankNotice,
}

/** 「何もしていない」 excludes every act, and an act excludes it. */
export function withOperation(chosen: readonly Operation[]): Operation[] {
  const last = chosen.at(-1)
  if (last === 'none') return ['none']
  return chosen.filter((one) => one !== 'none')
}

function contact(person: PersonDraft): Schemas['Contact'] | undefined {
  const text = (value: string) => value.trim()
  const plain = (value: string) => value.normalize('NFKC').trim()
  const made: Schemas['Contact'] = {
    ...(text(person.name) !== '' && { name: text(person.name) }),
    ...(text(person.affiliation) !== '' && { affiliation: text(person.affiliation) }),
    ...(plain(person.phone) !== '' && { phone: plain(person.phone) }),
    ...(plain(person.extension) !== '' && { extension: plain(person.extension) }),
    ...(plain(person.mail) !== '' && { mail: plain(person.mail) }),
    ...(person.callBack && { call_back: true }),
  }
  return Object.keys(made).length === 0 ? undefined : made
}

/** The four items: which of them have something. */
export function answered(slip: Slip): Record<'when' | 'where' | 'what' | 'who', boolean> {
  return {
    when: slip.when.trim() !== '',
    where: slip.where.trim() !== '',
    what: slip.what.trim() !== '' || slip.how.trim() !== '',
    who:
      contact(slip.reporter) !== undefined || (!slip.isSame && contact(slip.finder) !== undefined),
  }
}

/** The slip may be saved with whatever there is, but not with nothing. */
export function isEmpty(slip: Slip): boolean {
  return !Object.values(answered(slip)).some(Boolean)
}

/** The body of POST /reports. What was not asked is left out; it is not the same as 不明. */
export function reportInput(slip: Slip): Schemas['ReportInput'] {
  const given = (value: string) => value.trim()
  const reporter = contact(slip.reporter)
  const finder = slip.isSame ? undefined : contact(slip.finder)
  return {
    channel: slip.channel,
    what: given(slip.what),
    ...(slip.reporterClass !== '' && { reporter_class: slip.reporterClass }),
    ...(slip.receivedAt !== '' && { received_at: slip.receivedAt }),
    ...(given(slip.when) !== '' && { when: given(slip.when) }),
    ...(given(slip.where) !== '' && { where: given(slip.where) }),
    ...(given(slip.how) !== '' && { how: given(slip.how) }),
    ...(reporter !== undefined && { reporter }),
    ...(finder !== undefined && { finder }),
    ...(slip.isSame && { reporter_is_finder: true }),
    ...(slip.continuing !== '' && { continuing: slip.continuing }),
    ...(given(slip.systems) !== '' && { systems: given(slip.systems) }),
    ...(slip.operations.length > 0 && { operations_done: [...slip.operations] }),
    ...(slip.personalData !== '' && { personal_data: slip.personalData }),
    ...(given(slip.instructions) !== '' && { instructions: given(slip.instructions) }),
    ...(given(slip.toldOthers) !== '' && { told_others: given(slip.toldOthers) }),
    ...(slip.isNotice && { notice: noticeInput(slip.notice) }),
  }
}

/** Adds a sentence to what the receiver asked for, or takes it out again. */
export function toggleSentence(text: string, sentence: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const has = lines.includes(sentence)
  return (has ? lines.filter((line) => line !== sentence) : [...lines, sentence]).join('\n')
}
