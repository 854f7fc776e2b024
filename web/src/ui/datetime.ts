/** What a person typed into 年・月・日・時・分, as it stands in the fields. */
export type DateParts = { year: string; month: string; day: string; hour: string; minute: string }

export type Precision = 'minute' | 'hour' | 'day'

export type ReadTime = { at: Date; precision: Precision }

/** Which field cannot be read, as a key of `ui.date.*` in the dictionary. */
export type PartError = {
  part: keyof DateParts
  why: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'blank' | 'future'
}

export type Reading =
  | { kind: 'blank' }
  | { kind: 'read'; value: ReadTime }
  | { kind: 'wrong'; error: PartError }

export const noParts: DateParts = { year: '', month: '', day: '', hour: '', minute: '' }

/** First years of the eras a record can fall in. */
const eras: readonly { names: readonly string[]; first: number }[] = [
  { names: ['令和', '令', 'r'], first: 2019 },
  { names: ['平成', '平', 'h'], first: 1989 },
  { names: ['昭和', '昭', 's'], first: 1926 },
]

const jstMs = 9 * 3_600_000

/** Full-width to half-width, and the sign people write after a number taken off. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[年月日時分]$/, '')
    .trim()
}

/** 2026, ２０２６, 令和8, R8, 令和元年; undefined when it cannot be a year. */
export function readYear(text: string): number | undefined {
  const typed = plain(text)
  if (/^\d{4}$/.test(typed)) return Number(typed)
  for (const era of eras) {
    const name = era.names.find((one) => typed.startsWith(one))
    if (name === undefined) continue
    const rest = typed.slice(name.length).replace(/^[.\s]/, '')
    if (rest === '元') return era.first
    if (/^\d{1,2}$/.test(rest) && Number(rest) > 0) return era.first + Number(rest) - 1
  }
  return undefined
}

function readNumber(text: string, from: number, to: number): number | undefined {
  const typed = plain(text)
  if (!/^\d{1,2}$/.test(typed)) return undefined
  const number = Number(typed)
  return number >= from && number <= to ? number : undefined
}

/**
 * Reads the five fields as a time of the organisation's zone. Hour or minute left blank lower
 * the precision instead of being invented; all blank is blank, not an error.
 */
export function readParts(parts: DateParts, latest?: Date): Reading {
  if (Object.values(parts).every((part) => part.trim() === '')) return { kind: 'blank' }
  const wrong = (part: keyof DateParts, why: PartError['why']): Reading => ({
    kind: 'wrong',
    error: { part, why: parts[part].trim() === '' ? 'blank' : why },
  })
  const year = readYear(parts.year)
  if (year === undefined) return wrong('year', 'year')
  const month = readNumber(parts.month, 1, 12)
  if (month === undefined) return wrong('month', 'month')
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  const day = readNumber(parts.day, 1, lastDay)
  if (day === undefined) return wrong('day', 'day')
  const hasHour = parts.hour.trim() !== ''
  const hasMinute = parts.minute.trim() !== ''
  if (!hasHour && hasMinute) return wrong('hour', 'hour')
  const hour = hasHour ? readNumber(parts.hour, 0, 23) : 0
  if (hour === undefined) return wrong('hour', 'hour')
  const minute = hasMinute ? readNumber(parts.minute, 0, 59) : 0
  if (minute === undefined) return wrong('minute', 'minute')
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute) - jstMs)
  if (latest !== undefined && at > latest)
    return { kind: 'wrong', error: { part: 'day', why: 'future' } }
  return { kind: 'read', value: { at, precision: hasMinute ? 'minute' : hasHour ? 'hour' : 'day' } }
}

/** The parts a time is written with; the reverse of readParts. */
export function partsOf({ at, precision }: ReadTime): DateParts {
  const local = new Date(at.getTime() + jstMs)
  const two = (n: number) => String(n).padStart(2, '0')
  return {
    year: String(local.getUTCFullYear()),
    month: String(local.getUTCMonth() + 1),
    day: String(local.getUTCDate()),
    hour: precision === 'day' ? '' : String(local.getUTCHours()),
    minute: precision === 'minute' ? two(local.getUTCMinutes()) : '',
  }
}
