import { describe, expect, test } from 'vitest'
import { dueOf, gapOf, inOrder, lengthOf, type MyAsk, shown } from './asks'

const now = new Date('2026-11-27T03:00:00Z')
const minutes = (n: number) => new Date(now.getTime() + n * 60_000).toISOString()

const ask = (id: string, due: number | undefined, asked = -600): MyAsk => ({
  id,
  text: '予備費を使えるか教えてください',
  state: 'open',
  asked_by: { id: null, name: '見本 佐和子' },
  asked_at: minutes(asked),
  ...(due !== undefined && { due_at: minutes(due) }),
})
const ids = (asks: readonly MyAsk[]) => asks.map((one) => one.id)

describe('What one is asked', () => {
  test('stands in order: the longest overdue first, what has no time last', () => {
    const given = [
      ask('some day', undefined),
      ask('tomorrow', 1440),
      ask('late', -5),
      ask('very late', -2880),
      ask('today', 90),
    ]
    expect(ids(inOrder(given))).toEqual(['very late', 'late', 'today', 'tomorrow', 'some day'])
  })

  test('of those without a time, or with the same, the one asked first comes first', () => {
    const given = [ask('new', undefined, -10), ask('old', undefined, -900)]
    expect(ids(inOrder(given))).toEqual(['old', 'new'])
    expect(ids(inOrder([ask('new', 60, -10), ask('old', 60, -900)]))).toEqual(['old', 'new'])
  })

  test('is put in order without a change to what the server sent', () => {
    const given = [ask('b', 60), ask('a', -60)]
    inOrder(given)
    expect(ids(given)).toEqual(['b', 'a'])
  })

  test('is due in words: so long left, soon, or over by so much', () => {
    expect(dueOf(ask('', undefined), now)).toEqual({ kind: 'none' })
    expect(dueOf(ask('', 130), now)).toMatchObject({ kind: 'ahead', ms: 130 * 60_000 })
    expect(dueOf(ask('', 30), now).kind).toBe('ahead')
    expect(dueOf(ask('', 29), now).kind).toBe('soon')
    expect(dueOf(ask('', 0), now).kind).toBe('soon')
    expect(dueOf(ask('', -3), now)).toMatchObject({ kind: 'late', ms: 3 * 60_000 })
  })

  test('does not disappear while somebody is at it', () => {
    const open = [ask('b', 60)]
    const dropped = { ...ask('a', -60), state: 'dropped' as const }
    expect(ids(shown(open, 'a', dropped))).toEqual(['a', 'b'])
    expect(ids(shown(open, 'b', open[0]))).toEqual(['b'])
    // Held from before, but the person has gone on to another.
    expect(ids(shown(open, 'b', dropped))).toEqual(['b'])
    expect(ids(shown(open, undefined, dropped))).toEqual(['b'])
  })
})

describe('An answer', () => {
  test('says something, and no more than is taken', () => {
    expect(gapOf('')).toBe('blank')
    expect(gapOf('　\n ')).toBe('blank')
    expect(gapOf('300万円まで使えます。')).toBeUndefined()
    expect(gapOf('あ'.repeat(2000))).toBeUndefined()
    expect(gapOf(`${'あ'.repeat(2000)}\n`)).toBeUndefined()
    expect(gapOf('あ'.repeat(2001))).toBe('tooLong')
  })

  test('is counted in characters, a rare kanji as one', () => {
    expect(lengthOf('𠮷野家')).toBe(3)
    expect(gapOf('𠮷'.repeat(2000))).toBeUndefined()
  })
})
