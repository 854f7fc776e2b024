import { describe, expect, test } from 'vitest'
import { type DateParts, noParts, partsOf, readParts, readYear } from './datetime'

const parts = (year: string, month = '', day = '', hour = '', minute = ''): DateParts => ({
  year,
  month,
  day,
  hour,
  minute,
})

const read = (given: DateParts, latest?: Date) => {
  const reading = readParts(given, latest)
  if (reading.kind === 'read') return `${reading.value.at.toISOString()} ${reading.value.precision}`
  return reading.kind === 'wrong' ? `${reading.error.part} ${reading.error.why}` : reading.kind
}

describe('年・月・日・時・分 as people type them', () => {
  test('the year may be of the calendar or of an era, in any width', () => {
    for (const year of [
      '2026',
      '２０２６',
      '2026年',
      '令和8',
      '令和８年',
      '令8',
      'R8',
      'ｒ８',
      'R.8',
      ' r 8',
    ]) {
      expect([year, readYear(year)]).toEqual([year, 2026])
    }
    expect(readYear('令和元')).toBe(2019)
    expect(readYear('平成31')).toBe(2019)
    expect(readYear('S64')).toBe(1989)
  })

  test('a bare 8 or nonsense is no year', () => {
    for (const year of ['8', '26', '20266', '令和', '令和0', '大化3', 'abc']) {
      expect([year, readYear(year)]).toEqual([year, undefined])
    }
  })

  test('full-width digits and signs are read as they are meant', () => {
    expect(read(parts('令和８', '１１', '２３日', '１０時', '４０分'))).toBe(
      '2026-11-23T01:40:00.000Z minute',
    )
  })

  test('what is left blank lowers the precision and invents nothing', () => {
    expect(read(parts('2026', '11', '23', '10'))).toBe('2026-11-23T01:00:00.000Z hour')
    expect(read(parts('2026', '11', '23'))).toBe('2026-11-22T15:00:00.000Z day')
    expect(read(noParts)).toBe('blank')
  })

  test('what cannot be read names its field', () => {
    expect(read(parts('8', '11', '23'))).toBe('year year')
    expect(read(parts('2026', '13', '1'))).toBe('month month')
    expect(read(parts('2026', '11', '31'))).toBe('day day')
    expect(read(parts('2026', '2', '29'))).toBe('day day')
    expect(read(parts('2028', '2', '29'))).toBe('2028-02-28T15:00:00.000Z day')
    expect(read(parts('2026', '11', '23', '24'))).toBe('hour hour')
    expect(read(parts('2026', '11', '23', '10', '60'))).toBe('minute minute')
    expect(read(parts('2026', '11'))).toBe('day blank')
    expect(read(parts('2026', '11', '23', '', '40'))).toBe('hour blank')
  })

  test('a time ahead is refused where only the past makes sense', () => {
    const now = new Date('2026-11-23T02:12:00Z')
    expect(read(parts('2026', '11', '23', '11', '13'), now)).toBe('day future')
    expect(read(parts('2026', '11', '23', '11', '12'), now)).toBe('2026-11-23T02:12:00.000Z minute')
  })

  test('a time goes back into the same fields', () => {
    const value = { at: new Date('2026-11-23T00:05:00Z'), precision: 'minute' as const }
    expect(partsOf(value)).toEqual(parts('2026', '11', '23', '9', '05'))
    expect(partsOf({ ...value, precision: 'day' })).toEqual(parts('2026', '11', '23'))
    expect(readParts(partsOf(value))).toEqual({ kind: 'read', value })
  })
})
