import type { Schemas } from '@/api/client'
import { daysApart } from '@/i18n/dates'

export type Registry = Schemas['Registry']
export type Contractor = Schemas['Contractor']
export type System = Schemas['System']
export type Contact = Schemas['ContractorContact']
export type ContractorInput = Schemas['ContractorInput']
export type SystemInput = Schemas['SystemInput']

/** The three networks of 三層の対策; a city may write its own. */
export const networks = ['マイナンバー利用事務系', 'LGWAN接続系', 'インターネット接続系'] as const

/** A telephone nobody has rung for half a year is a guess. */
export const checkedDaysMax = 180

export const contactsMax = 20

export type Placed = { contractor: Contractor; depth: number }

/**
 * Everybody after whom they work for, each a step further in. A chain that leads nowhere, or back
 * to itself, begins at the edge: nobody is left out.
 */
export function placed(all: readonly Contractor[]): Placed[] {
  const done = new Set<string>()
  const place = (contractor: Contractor, depth: number): Placed[] => {
    if (done.has(contractor.id)) return []
    done.add(contractor.id)
    const below = all.filter((one) => one.works_for === contractor.id)
    return [{ contractor, depth }, ...below.flatMap((one) => place(one, depth + 1))]
  }
  const isKnown = (id: string | undefined) => all.some((one) => one.id === id)
  const first = all.filter((one) => !isKnown(one.works_for)).flatMap((one) => place(one, 0))
  return [...first, ...all.flatMap((one) => place(one, 0))]
}

/** Whom this one may work for: neither itself, nor who works for it at any remove. */
export function mayWorkFor(all: readonly Contractor[], id: string | undefined): Contractor[] {
  const isBelow = (one: Contractor): boolean => {
    const seen = new Set<string>()
    for (let at: Contractor | undefined = one; at !== undefined && !seen.has(at.id); ) {
      if (at.id === id) return true
      seen.add(at.id)
      const above: string | undefined = at.works_for
      at = all.find((other) => other.id === above)
    }
    return false
  }
  return all.filter((one) => !one.ended && !isBelow(one))
}

export function isDayAndNight(contact: Contact): boolean {
  return /24\s*(時間|h|\/\s*7)/i.test((contact.hours ?? '').normalize('NFKC'))
}

/** At night nobody reads a list to its end: who answers then stands first. */
export function callOrder(contacts: readonly Contact[]): Contact[] {
  return [...contacts].sort((a, b) => Number(isDayAndNight(b)) - Number(isDayAndNight(a)))
}

/** For `tel:`: full-width digits and signs as a telephone reads them. */
export function dialled(phone: string): string {
  return phone.normalize('NFKC').replace(/[ー－―‐−]/g, '-')
}

export type Checked = 'never' | 'old' | 'fresh'

export function checkedState(contractor: Contractor, now: Date): Checked {
  if (contractor.checked_at === undefined) return 'never'
  const days = daysApart(new Date(contractor.checked_at), now)
  return days > checkedDaysMax ? 'old' : 'fresh'
}

/** Midnight of the organisation's zone on a day as the API writes it. */
export const dateOf = (iso: string) => new Date(`${iso}T00:00:00+09:00`)

/** Whether the contract's last day is over. */
export function isOver(contractor: Contractor, now: Date): boolean {
  const until = contractor.contract_until
  return until !== undefined && daysApart(dateOf(until), now) > 0
}

// -- What a form holds --------------------------------------------------------------------------

export type ContactValues = Record<'name' | 'duty' | 'phone' | 'mail' | 'hours', string>
export type ContractorValues = {
  /** Of the row this was begun from. */
  rev: number
  name: string
  services: string
  works_for: string
  contract_until: string
  erasure_duty: string
  contacts: readonly ContactValues[]
}

export const noContact: ContactValues = { name: '', duty: '', phone: '', mail: '', hours: '' }

export function valuesOf(contractor: Contractor | undefined): ContractorValues {
  return {
    rev: contractor?.rev ?? 0,
    name: contractor?.name ?? '',
    services: contractor?.services ?? '',
    works_for: contractor?.works_for ?? '',
    contract_until: contractor?.contract_until ?? '',
    erasure_duty: contractor?.erasure_duty ?? '',
    contacts: contractor?.contacts.map((one) => ({ ...noContact, ...one })) ?? [noContact],
  }
}

const isWritten = (contact: ContactValues) =>
  Object.values(contact).some((one) => one.trim() !== '')

/** The places (from 0) of contacts that say something but not who. */
export function nameless(contacts: readonly ContactValues[]): number[] {
  return contacts.flatMap((one, place) => (isWritten(one) && one.name.trim() === '' ? [place] : []))
}

/** What is sent: nothing blank, and no contact that was only opened. */
export function inputOf(values: ContractorValues): ContractorInput {
  const { contacts, name, rev: _, ...rest } = values
  return {
    name: name.trim(),
    ...written(rest),
    contacts: contacts
      .filter(isWritten)
      .map(({ name: who, ...one }) => ({ name: who.trim(), ...written(one) })),
  }
}

export type SoftwareValues = Record<'vendor' | 'name' | 'version' | 'cpe', string>

export const noSoftware: SoftwareValues = { vendor: '', name: '', version: '', cpe: '' }

export const softwareMax = 50

const isBegun = (one: SoftwareValues) => Object.values(one).some((text) => text.trim() !== '')

/** The places (from 0) of software that says something but not what it is. */
export function unnamedSoftware(all: readonly SoftwareValues[]): number[] {
  return all.flatMap((one, place) => (isBegun(one) && one.name.trim() === '' ? [place] : []))
}

/** What is sent: nothing blank, and no row that was only opened. */
export function softwareInput(
  all: readonly SoftwareValues[],
): NonNullable<SystemInput['software']> {
  return all.filter(isBegun).map(({ name, ...rest }) => ({ name: name.trim(), ...written(rest) }))
}

/** One line to read: 「見本ソフト みほんサーバー 7.2」. */
export function softwareLine(one: { vendor?: string; name: string; version?: string }): string {
  return [one.vendor, one.name, one.version]
    .filter((text) => text !== undefined && text !== '')
    .join(' ')
}

export type SystemValues = {
  rev: number
  name: string
  department: string
  network: string
  contractor: string
  note: string
  managers: readonly string[]
  holds_personal_data: boolean
  software: readonly SoftwareValues[]
}

export function systemValuesOf(system: System | undefined): SystemValues {
  return {
    rev: system?.rev ?? 0,
    name: system?.name ?? '',
    department: system?.department ?? '',
    network: system?.network ?? '',
    contractor: system?.contractor ?? '',
    note: system?.note ?? '',
    managers: (system?.managers ?? []).map((one) => one.code),
    holds_personal_data: system?.holds_personal_data ?? false,
    software: (system?.software ?? []).map((one) => ({ ...noSoftware, ...one })),
  }
}

/** What a form says of one of its fields. */
export type Told<V> = { label: string; told: (values: V) => string }

/** Where mine and theirs differ, in words, for whoever has to choose. */
export function differences<V>(fields: readonly Told<V>[], mine: V, theirs: V) {
  return fields
    .map(({ label, told }) => ({ label, mine: told(mine), theirs: told(theirs) }))
    .filter((one) => one.mine !== one.theirs)
}

/** Contacts as lines, to be read and compared. */
export function contactLines(contacts: readonly ContactValues[]): string {
  return contacts
    .filter(isWritten)
    .map(({ name, duty, phone, mail, hours }) =>
      [name, duty, phone, mail, hours].filter((one) => one !== '').join('　'),
    )
    .join('\n')
}

/** The texts that are not blank. */
export function written<K extends string>(texts: Record<K, string>): Partial<Record<K, string>> {
  const kept = Object.entries<string>(texts)
    .map(([key, text]) => [key, text.trim()])
    .filter(([, text]) => text !== '')
  return Object.fromEntries(kept) as Partial<Record<K, string>>
}
