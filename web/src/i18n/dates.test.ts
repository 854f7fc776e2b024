import { describe, expect, test } from 'vitest'
import {
  clock,
  clockSeconds,
  day,
  dayAndClock,
  daysApart,
  eraYear,
  monthDay,
  span,
  startOfDay,
} from './dates'

const at = (text: string) => new Date(text)
const minutes = (n: number) => n * 60_000

describe('Times for people', () => {
  test('are in the zone of the organisation and the era calendar', () => {
    expect(day(at('2026-11-23T02:12:00Z'), 'ja')).toBe('令和8年11月23日（月）')
    expect(day(at('2026-11-22T15:00:00Z'), 'ja')).toBe('令和8年11月23日（月）')
    expect(monthDay(at('2026-11-26T00:00:00Z'), 'ja')).toBe('11月26日（木）')
    expect(eraYear(at('2026-11-23T00:00:00Z'))).toBe('令和8年')
  })

  test('call the first year of an era 元年 and change era on its day', () => {
    expect(day(at('2019-04-30T14:59:00Z'), 'ja')).toBe('平成31年4月30日（火）')
    expect(day(at('2019-04-30T15:00:00Z'), 'ja')).toBe('令和元年5月1日（水）')
  })

  test('are complete in English', () => {
    expect(day(at('2026-11-23T02:12:00Z'), 'en')).toBe('Mon 23 November 2026')
    expect(monthDay(at('2026-11-26T00:00:00Z'), 'en')).toBe('Thu 26 November')
  })

  test('write the hour without a leading zero and midnight as 0', () => {
    expect(clock(at('2026-11-23T00:12:00Z'), 'ja')).toBe('9:12')
    expect(clock(at('2026-11-22T15:05:00Z'), 'ja')).toBe('0:05')
    expect(clockSeconds(at('2026-11-23T02:12:40Z'), 'ja')).toBe('11:12:40')
  })

  test('say きょう, きのう and あす by the calendar of the zone', () => {
    const now = at('2026-11-23T14:30:00Z')
    expect(dayAndClock(at('2026-11-23T14:45:00Z'), now, 'ja')).toBe('きょう 23:45')
    expect(dayAndClock(at('2026-11-23T15:10:00Z'), now, 'ja')).toBe('あす 0:10')
    expect(dayAndClock(at('2026-11-22T14:59:00Z'), now, 'ja')).toBe('きのう 23:59')
    expect(dayAndClock(at('2026-11-26T04:00:00Z'), now, 'ja')).toBe('11月26日（木） 13:00')
    expect(dayAndClock(at('2026-11-23T15:10:00Z'), now, 'en')).toBe('tomorrow 0:10')
  })

  test('count whole days', () => {
    expect(daysApart(at('2026-11-23T14:59:59Z'), at('2026-11-23T15:00:00Z'))).toBe(1)
    expect(startOfDay(at('2026-11-23T14:59:59Z')).toISOString()).toBe('2026-11-22T15:00:00.000Z')
  })

  test('give a span in two units at most', () => {
    expect(span(minutes(18), 'ja')).toBe('18分')
    expect(span(minutes(108), 'ja')).toBe('1時間48分')
    expect(span(minutes(120), 'ja')).toBe('2時間')
    expect(span(minutes(1500), 'ja')).toBe('1日1時間')
    expect(span(minutes(3 * 1440 + 59), 'ja')).toBe('3日')
    expect(span(minutes(-18), 'ja')).toBe('18分')
    expect(span(minutes(108), 'en')).toBe('1 h 48 min')
    expect(span(0, 'ja')).toBe('0分')
  })
})
