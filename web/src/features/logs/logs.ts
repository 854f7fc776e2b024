import type { Schemas } from '@/api/client'
import type { Tone } from '@/ui/Chip'

export type Line = Schemas['LogLine']

export const spans = ['all', 'hour', 'day', 'week', 'month'] as const
export type Span = (typeof spans)[number]

const hours: Record<Exclude<Span, 'all'>, number> = { hour: 1, day: 24, week: 168, month: 720 }

/** Since when, for the question; nothing for all of it. */
export function since(span: Span, now: Date): string | undefined {
  if (span === 'all') return undefined
  return new Date(now.getTime() - hours[span] * 3_600_000).toISOString()
}

export const tones: Record<NonNullable<Line['severity']>, Tone> = {
  emergency: 'danger',
  alert: 'danger',
  critical: 'danger',
  error: 'danger',
  warning: 'warn',
  notice: 'gray',
  info: 'gray',
  debug: 'gray',
}
