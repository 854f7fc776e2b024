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

type Unusable = Schemas['Detection']['unusable'][number]

/** Those that hold every word, in what they are called, where they lie or why they cannot be used. */
export function unusableWith(rules: readonly Unusable[], words: string): Unusable[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
  return rules.filter((rule) => {
    const said = [rule.title, rule.file, rule.where, rule.why].join('\n').toLowerCase()
    return wanted.every((word) => said.includes(word))
  })
}
