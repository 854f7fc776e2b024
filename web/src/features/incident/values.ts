import type { TimeValue } from '@/ui/DateTimeField'
import type { Line } from './data'

/**
 * A number as people write it: １，２８４人, 1,284, 約1200. Undefined when it is none. Whole
 * numbers from 0 only.
 */
export function readCount(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,、]/g, '')
  const match = /^(?:約|およそ)?(\d{1,10})(?:人分|人|件|通|台|個|枚|分)?$/.exec(plain)
  return match?.[1]?.replace(/^0+(?=\d)/, '')
}

/** When a line happened, as a draft keeps it. */
export type Happened = { at?: string; precision?: Line['precision'] }

/** 頃 says no more than the hour. */
export function happenedAt(value: TimeValue): Happened {
  const precision = value.isApproximate && value.precision === 'minute' ? 'hour' : value.precision
  return { at: value.at.toISOString(), precision }
}

/** The other way round, for a field that opens again. */
export function timeValue(happened: Happened): TimeValue | undefined {
  if (happened.at === undefined || happened.precision === 'unknown') return undefined
  const at = new Date(happened.at)
  const precision = happened.precision ?? 'minute'
  const isApproximate = precision === 'hour' && at.getUTCMinutes() !== 0
  return { at, precision: isApproximate ? 'minute' : precision, isApproximate }
}
