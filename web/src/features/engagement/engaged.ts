import type { Schemas } from '@/api/client'
import { Problem } from '@/api/problem'
import type { TimelineLine } from '@/ui/Timeline'

export type Mine = Schemas['MyEngagement']
type Line = NonNullable<Mine['record']>[number]

export const wordsMax = 2000
const soonMs = 30 * 60_000

/** How long an engagement goes on yet. */
export function leftOf(until: string, now: Date): { kind: 'ahead' | 'soon'; ms: number } {
  const ms = new Date(until).getTime() - now.getTime()
  return { kind: ms < soonMs ? 'soon' : 'ahead', ms }
}

/** Whether it is over for the reader, ended or never theirs; the server does not say which. */
export function isGone(thrown: unknown): boolean {
  return thrown instanceof Problem && (thrown.status === 403 || thrown.status === 404)
}

export function gapOf(text: string): 'wordsBlank' | 'wordsTooLong' | undefined {
  const length = [...text.trim()].length
  if (length === 0) return 'wordsBlank'
  return length > wordsMax ? 'wordsTooLong' : undefined
}

const kinds = ['fact', 'decision', 'action', 'contact'] as const

/** A line of the record as the timeline draws it. What kind it is may be one of tomorrow's. */
export function lineOf(line: Line, place: number): TimelineLine {
  return {
    id: String(place),
    kind: kinds.find((kind) => kind === line.kind) ?? 'system',
    text: line.text,
    occurredAt: new Date(line.occurred_at),
    precision: line.precision,
    by: line.by.post === undefined ? line.by.name : `${line.by.post} ${line.by.name}`,
  }
}
