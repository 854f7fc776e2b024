import type { Clock } from './data'

const shownMax = 4

/**
 * What the strip shows: the nearest obligations, and as the last one the newest that is done, so
 * that people see what need not be done twice.
 */
export function nearest(clocks: readonly Clock[]): Clock[] {
  const due = (clock: Clock) => clock.due_at ?? '9999'
  const open = clocks.filter((clock) => clock.state !== 'done')
  const done = clocks.filter((clock) => clock.state === 'done')
  open.sort((a, b) => (due(a) < due(b) ? -1 : due(b) < due(a) ? 1 : 0))
  done.sort((a, b) => ((a.done_at ?? '') < (b.done_at ?? '') ? 1 : -1))
  const room = done.length > 0 ? shownMax - 1 : shownMax
  const ahead = open.slice(0, room)
  return [...ahead, ...done.slice(0, Math.min(1, shownMax - ahead.length))]
}

/** Midnight of a calendar day of the zone, for writing it as a day. */
export function dayOf(date: string): Date {
  return new Date(`${date}T00:00:00+09:00`)
}

/** The days of an obligation, when it counts in days: a span, or one day and where it rolled. */
export type Days =
  | { kind: 'span'; from: Date; to: Date }
  | { kind: 'rolled'; calendar: Date; due: Date }
  | { kind: 'day'; due: Date }

export function daysOf(clock: Clock): Days | undefined {
  if (clock.span_from !== undefined && clock.span_to !== undefined) {
    return { kind: 'span', from: dayOf(clock.span_from), to: dayOf(clock.span_to) }
  }
  if (clock.due_on === undefined) return undefined
  const due = dayOf(clock.due_on)
  if (clock.calendar_day === undefined || clock.calendar_day === clock.due_on) {
    return { kind: 'day', due }
  }
  return { kind: 'rolled', calendar: dayOf(clock.calendar_day), due }
}
