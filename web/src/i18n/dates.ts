import type { Language } from './index'

/**
 * Times as people read them. The API speaks RFC 3339 UTC; people speak the organisation's zone
 * (JST) and, in Japanese, the era calendar. Nothing here reads the browser's own zone.
 */
export const zone = 'Asia/Tokyo'

type Shape = 'clock' | 'clockSeconds' | 'day' | 'monthDay' | 'weekday' | 'eraYear'

const cache = new Map<string, Intl.DateTimeFormat>()

function format(shape: Shape, language: Language): Intl.DateTimeFormat {
  const key = `${shape}.${language}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const locale = language === 'ja' ? 'ja-JP-u-ca-japanese' : 'en-GB'
  const shapes: Record<Shape, Intl.DateTimeFormatOptions> = {
    clock: { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' },
    clockSeconds: { hour: 'numeric', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
    day: { era: 'long', year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' },
    monthDay: { month: 'long', day: 'numeric', weekday: 'short' },
    weekday: { weekday: 'short' },
    eraYear: { era: 'long', year: 'numeric' },
  }
  const options = shapes[shape]
  if (language === 'en') delete options.era
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  cache.set(key, made)
  return made
}

const wide = (text: string) => text.replace(/\((.)\)/, '（$1）')

/** 11:12, without a leading zero before ten: 9:12. */
export function clock(at: Date, language: Language): string {
  return format('clock', language)
    .format(at)
    .replace(/^0(\d)/, '$1')
}

/** 11:12:40 */
export function clockSeconds(at: Date, language: Language): string {
  return format('clockSeconds', language)
    .format(at)
    .replace(/^0(\d)/, '$1')
}

/** 令和8年11月23日（月） or Mon 23 November 2026. The first year of an era is 元年. */
export function day(at: Date, language: Language): string {
  const text = format('day', language).format(at)
  return language === 'ja' ? wide(text) : text.replace(',', '')
}

/** 11月23日（月） or Mon 23 November. */
export function monthDay(at: Date, language: Language): string {
  const text = format('monthDay', language).format(at)
  return language === 'ja' ? wide(text) : text.replace(',', '')
}

/** 令和8年 */
export function eraYear(at: Date): string {
  return format('eraYear', 'ja').format(at)
}

/** Whole days between two moments as the calendar of the zone counts them. */
export function daysApart(from: Date, to: Date): number {
  return Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / 86_400_000)
}

/** Midnight of the zone. JST has no summer time, so the offset is fixed. */
export function startOfDay(at: Date): Date {
  const offset = 9 * 3_600_000
  return new Date(Math.floor((at.getTime() + offset) / 86_400_000) * 86_400_000 - offset)
}

/** きょう 11:30, あす 9:00, 11月26日（木） 13:00 */
export function dayAndClock(at: Date, now: Date, language: Language): string {
  const near: Record<Language, Record<number, string>> = {
    ja: { [-1]: 'きのう', 0: 'きょう', 1: 'あす' },
    en: { [-1]: 'yesterday', 0: 'today', 1: 'tomorrow' },
  }
  const name = near[language][daysApart(now, at)] ?? monthDay(at, language)
  return `${name} ${clock(at, language)}`
}

/** 18分, 1時間48分, 3日: two units at most, days alone from three days on. */
export function span(milliseconds: number, language: Language): string {
  const minutes = Math.max(0, Math.floor(Math.abs(milliseconds) / 60_000))
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor((minutes % 1440) / 60)
  const rest = minutes % 60
  const unit =
    language === 'ja'
      ? { d: '日', h: '時間', m: '分', gap: '' }
      : { d: ' d', h: ' h', m: ' min', gap: ' ' }
  const part = (n: number, name: string) => (n > 0 ? `${n}${name}` : '')
  const join = (...parts: string[]) => parts.filter((p) => p !== '').join(unit.gap)
  if (days >= 3) return `${days}${unit.d}`
  if (days > 0) return join(`${days}${unit.d}`, part(hours, unit.h))
  if (hours > 0) return join(`${hours}${unit.h}`, part(rest, unit.m))
  return `${rest}${unit.m}`
}
