import type { Schemas } from '@/api/client'

export type Roster = Schemas['Roster']
export type Callee = Schemas['Callee']
export type Contacts = Schemas['Contacts']
export type Duty = Schemas['Duty']
export type Row = Roster['people'][number]

export type PhoneNumber = { kind: 'mobile' | 'phone' | 'extension'; number: string }

/** How to reach somebody, the surest first: their own numbers, then the extension of the post. */
export function numbersOf(row: Row | undefined): PhoneNumber[] {
  const own = row?.contacts
  const all: PhoneNumber[] = []
  if (own?.mobile) all.push({ kind: 'mobile', number: own.mobile })
  if (own?.phone) all.push({ kind: 'phone', number: own.phone })
  const extension = own?.extension ?? row?.posts.find((post) => post.extension)?.extension
  if (extension) all.push({ kind: 'extension', number: extension })
  return all
}

/** Nobody sits at an extension on a Sunday night. */
export function isAtDeskOnly(numbers: readonly PhoneNumber[]): boolean {
  return numbers.length > 0 && numbers.every((one) => one.kind === 'extension')
}

export function rowOf(roster: Roster, person: string | null): Row | undefined {
  return roster.people.find((row) => row.person.id === person)
}

const dayMs = 86_400_000

/** Whole months since the check when that is longer than half a year ago; nothing before. */
export function monthsUnchecked(contacts: Contacts, now: Date): number | undefined {
  const days = (now.getTime() - new Date(contacts.checked_at).getTime()) / dayMs
  return days > 180 ? Math.floor(days / 30) : undefined
}

export function isOn(duty: Duty, day: string): boolean {
  return duty.from <= day && day <= duty.to
}

export type Week = { from: string; to: string; names: string[] }

const plusDays = (day: string, count: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10)

/** This week and those after it, Monday to Sunday, with who is on duty in each already. */
export function weeksFrom(roster: Roster, count: number): Week[] {
  const weekday = (new Date(`${roster.day}T00:00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: count }, (_, place) => {
    const from = plusDays(roster.day, 7 * place - weekday)
    const to = plusDays(from, 6)
    const names = roster.duties
      .filter((duty) => duty.from <= to && from <= duty.to)
      .map((duty) => duty.person.name)
    return { from, to, names: [...new Set(names)] }
  })
}

/** A day of the API as a moment of that day in the organisation's zone, for writing it. */
export const atNoon = (day: string) => new Date(`${day}T12:00:00+09:00`)
