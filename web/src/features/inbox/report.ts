import type { Schemas } from '@/api/client'

export type Report = Schemas['Report']
export type Item = 'when' | 'where' | 'what' | 'who'

const titleMax = 60

/** The first sentence or line of 何が, as the title of an incident would begin. */
export function firstWords(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  const sentence = line.split(/(?<=[。！？!?])/)[0] ?? ''
  const plain = sentence.replace(/[。]$/, '').trim()
  const signs = [...plain]
  return signs.length > titleMax ? `${signs.slice(0, titleMax - 1).join('')}…` : plain
}

type Contact = Schemas['Contact']

/** Whether anybody could be called or written to. */
export function isReachable(contact: Contact | undefined): boolean {
  if (contact === undefined) return false
  return [contact.phone, contact.extension, contact.mail].some((one) => (one ?? '').trim() !== '')
}

/** The items to ask for: those that are blank, and ④ when nobody can be reached. */
export function itemsToAsk(
  report: Pick<Report, 'missing' | 'personal_state' | 'reporter' | 'finder'>,
): Item[] {
  const canReach = isReachable(report.reporter) || isReachable(report.finder)
  const isOpen = report.personal_state !== 'erased' && !canReach
  if (!isOpen || report.missing.includes('who')) return report.missing
  return [...report.missing, 'who']
}

/** The ways to reach somebody that were given, in the order they are tried. */
export function waysTo(contact: Contact | undefined) {
  const ways = [
    { kind: 'phone' as const, text: contact?.phone ?? '' },
    { kind: 'extension' as const, text: contact?.extension ?? '' },
    { kind: 'mail' as const, text: contact?.mail ?? '' },
  ]
  return ways.filter((way) => way.text.trim() !== '')
}

/** Decided for good: nothing is left to judge but what stays in the incident. */
export function isInIncident(report: Pick<Report, 'state'>): boolean {
  return report.state === 'declared' || report.state === 'joined'
}

/** 1.2 MB, 312 kB, 80 B */
export function fileSize(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`
  if (bytes >= 1000) return `${Math.round(bytes / 1000)} kB`
  return `${bytes} B`
}

export type AdditionDraft = {
  note: string
  when: string
  where: string
  what: string
  name: string
  phone: string
  mail: string
}

export const blankAddition: AdditionDraft = {
  note: '',
  when: '',
  where: '',
  what: '',
  name: '',
  phone: '',
  mail: '',
}

/** Only what was written goes out; the person reached is the one who reported. */
export function additionInput(
  draft: AdditionDraft,
  report: Pick<Report, 'reporter' | 'finder'>,
): Schemas['ReportAddition'] {
  const given = (key: keyof AdditionDraft) => draft[key].trim()
  const isContact = given('name') !== '' || given('phone') !== '' || given('mail') !== ''
  const known = report.reporter ?? {}
  const phone = given('phone').normalize('NFKC')
  const mail = given('mail').normalize('NFKC')
  return {
    ...(given('note') !== '' && { note: given('note') }),
    ...(given('when') !== '' && { when: given('when') }),
    ...(given('where') !== '' && { where: given('where') }),
    ...(given('what') !== '' && { what: given('what') }),
    ...(isContact && {
      reporter: {
        ...known,
        ...(given('name') !== '' && { name: given('name') }),
        ...(phone !== '' && { phone }),
        ...(mail !== '' && { mail }),
      },
    }),
  }
}

export type PartDraft = { what: string; where: string; when: string }

export const blankPart: PartDraft = { what: '', where: '', when: '' }

/** The second matter; who told us, how and when is taken from the report by the server. */
export function splitInput(draft: PartDraft): Schemas['SplitInput'] {
  const where = draft.where.trim()
  const when = draft.when.trim()
  return {
    what: draft.what.trim(),
    ...(where !== '' && { where }),
    ...(when !== '' && { when }),
  }
}

/** What somebody may say a file is, in the order it is offered; what is left out is just a file. */
export const fileKinds = ['photo', 'voice', 'fax'] as const satisfies readonly Schemas['FileKind'][]

/** What the dialog of the machine offers for it. */
export const acceptOf = {
  photo: 'image/*',
  voice: 'audio/*',
  fax: 'application/pdf,image/*',
} as const
