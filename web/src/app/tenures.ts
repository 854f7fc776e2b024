import type { Schemas } from '@/api/client'

type Tenure = Schemas['Team']['posts'][number]['tenures'][number]

const jstMs = 9 * 3_600_000

/** The day of the organisation's zone as the API writes it: 2026-11-23. */
export function isoDay(at: Date): string {
  return new Date(at.getTime() + jstMs).toISOString().slice(0, 10)
}

type Person = Schemas['Team']['persons'][number]

/** Neither an outsider nor the break-glass account, nor somebody who left. */
export const isStaff = (one: Person) => !one.ended && one.kind === undefined

/** Who may be given a post. */
export function staffOf(team: { persons: readonly Person[] }): Person[] {
  return team.persons.filter(isStaff)
}

/** Who holds the post on a day, who held it before, who will; the last day counts. */
export function split(tenures: readonly Tenure[], today: string) {
  const past = tenures.filter((one) => one.to !== undefined && one.to < today)
  const future = tenures.filter((one) => one.from > today)
  const now = tenures.filter((one) => !past.includes(one) && !future.includes(one))
  return { now, past, future }
}
