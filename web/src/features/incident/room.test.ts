import { describe, expect, test } from 'vitest'
import { daysOf, nearest } from './clocks'
import { type Clock, type Fact, handlerOf, type Incident, type Line, personText } from './data'
import { readSort } from './IncidentListPage'
import { withLine } from './RecordBox'
import { impactOf } from './side/Overview'
import { happenedAt, readCount, timeValue } from './values'

const clock = (key: string, more: Partial<Clock> = {}): Clock => ({
  key,
  label: key,
  addressee: '',
  kind: 'law',
  state: 'running',
  verified: true,
  source: '',
  ...more,
})

describe('The clock strip', () => {
  test('shows the three nearest and the newest that is done', () => {
    const clocks = [
      clock('late', { due_at: '2026-12-22T00:00:00Z' }),
      clock('soon', { due_at: '2026-11-23T03:00:00Z' }),
      clock('over', { due_at: '2026-11-22T03:00:00Z', state: 'overdue' }),
      clock('next', { due_at: '2026-11-24T03:00:00Z' }),
      clock('old', { state: 'done', done_at: '2026-11-20T00:00:00Z' }),
      clock('new', { state: 'done', done_at: '2026-11-22T00:00:00Z' }),
    ]
    expect(nearest(clocks).map((one) => one.key)).toEqual(['over', 'soon', 'next', 'new'])
  })

  test('shows four that are open when nothing is done yet', () => {
    expect(nearest(['a', 'b', 'c', 'd', 'e'].map((key) => clock(key))).length).toBe(4)
  })

  test('says a span as a span, and a day that rolled with both days', () => {
    const first = daysOf(clock('速報', { span_from: '2026-11-25', span_to: '2026-11-27' }))
    expect(first?.kind).toBe('span')
    const final = daysOf(clock('確報', { due_on: '2026-12-22', calendar_day: '2026-12-20' }))
    expect(final).toEqual({
      kind: 'rolled',
      calendar: new Date('2026-12-19T15:00:00Z'),
      due: new Date('2026-12-21T15:00:00Z'),
    })
    expect(daysOf(clock('same', { due_on: '2026-12-22', calendar_day: '2026-12-22' }))?.kind).toBe(
      'day',
    )
    expect(daysOf(clock('minutes'))).toBeUndefined()
  })
})

describe('A number people write', () => {
  test('may be full-width, grouped and carry its unit', () => {
    expect(readCount('１，２８４人')).toBe('1284')
    expect(readCount(' 1,284 ')).toBe('1284')
    expect(readCount('約300件')).toBe('300')
    expect(readCount('007')).toBe('7')
    expect(readCount('0')).toBe('0')
  })

  test('is not guessed from words, fractions or minus signs', () => {
    for (const text of ['', '不明', '1.5', '-3', '三百', '10〜20']) {
      expect([text, readCount(text)]).toEqual([text, undefined])
    }
  })
})

describe('When a line happened', () => {
  const at = new Date('2026-11-23T00:12:00Z')

  test('is no more precise than the person said', () => {
    expect(happenedAt({ at, precision: 'minute', isApproximate: false }).precision).toBe('minute')
    expect(happenedAt({ at, precision: 'minute', isApproximate: true }).precision).toBe('hour')
    expect(happenedAt({ at, precision: 'day', isApproximate: true }).precision).toBe('day')
  })

  test('comes back into the field from a draft', () => {
    const about = { at, precision: 'minute' as const, isApproximate: true }
    expect(timeValue(happenedAt(about))).toEqual(about)
    expect(timeValue({ precision: 'unknown' })).toBeUndefined()
    expect(timeValue({})).toBeUndefined()
  })
})

const line = (id: string, occurred_at: string): Line => ({
  id,
  kind: 'fact',
  text: id,
  occurred_at,
  precision: 'minute',
  recorded_at: occurred_at,
  by: { id: null, name: '佐藤' },
  seq: 1,
})

describe('A line that is being recorded', () => {
  test('stands where it happened, not on top', () => {
    const pages = [
      { items: [line('later', '2026-11-23T03:00:00Z'), line('first', '2026-11-23T01:00:00Z')] },
    ]
    const have = { pages, pageParams: [''] }
    const after = withLine(have, line('mine', '2026-11-23T02:00:00Z'))
    expect(after?.pages[0]?.items.map((one) => one.id)).toEqual(['later', 'mine', 'first'])
    expect(have.pages[0]?.items.length).toBe(2)
    expect(withLine(undefined, line('mine', '2026-11-23T02:00:00Z'))).toBeUndefined()
  })
})

describe('The overview', () => {
  test('takes the counts first and leaves long texts to the sheet', () => {
    const fact = (key: string, type: Fact['type']): Fact => ({
      key,
      label: key,
      type,
      state: 'investigating',
      history_count: 0,
    })
    const facts = [
      fact('cause', 'text'),
      fact('my_number', 'choice'),
      fact('person_count', 'number'),
    ]
    expect(impactOf(facts).map((one) => one.key)).toEqual(['person_count', 'my_number'])
  })

  test('names the handler by the role, and people by post and name', () => {
    const people = [
      { name: '総務', post: '総務部長', role: 'ＣＳＩＲＴ責任者' },
      { name: '佐藤', post: '総合情報課長', role: 'インシデントハンドラー' },
    ]
    expect(handlerOf({ people } as Incident)?.name).toBe('佐藤')
    const acting = { id: null, name: '佐藤', post: '課長', acting_for: '総務' }
    expect(personText(acting, (name) => `（${name}の代行）`)).toBe('課長 佐藤（総務の代行）')
  })
})

describe('The order of the list', () => {
  test('stands in the address', () => {
    expect(readSort('-changed')).toEqual({ column: 'changed', isDescending: true })
    expect(readSort('number')).toEqual({ column: 'number', isDescending: false })
    expect(readSort(undefined)).toBeUndefined()
  })
})
