import { describe, expect, test } from 'vitest'
import { Problem } from '@/api/problem'
import { gapOf, isGone, leftOf, lineOf } from './engaged'

const now = new Date('2026-11-27T03:00:00Z')

describe('What one helps with', () => {
  test('says how long it goes on, and when it is about to end', () => {
    expect(leftOf('2026-11-27T04:00:00Z', now)).toEqual({ kind: 'ahead', ms: 3_600_000 })
    expect(leftOf('2026-11-27T03:29:00Z', now).kind).toBe('soon')
    expect(leftOf('2026-11-27T02:59:00Z', now).kind).toBe('soon')
  })

  test('is gone when the server says so, not when nobody answers', () => {
    expect(isGone(new Problem({ status: 403 }))).toBe(true)
    expect(isGone(new Problem({ status: 404 }))).toBe(true)
    expect(isGone(new Problem({ status: 0 }))).toBe(false)
    expect(isGone(new Problem({ status: 401 }))).toBe(false)
    expect(isGone(new Error('403'))).toBe(false)
  })

  test('shows who wrote a line in which post, and a kind nobody knows yet as a plain record', () => {
    const line = {
      kind: 'forecast',
      text: '明朝まで続く見込み',
      occurred_at: '2026-11-27T01:00:00Z',
      precision: 'hour' as const,
      by: { id: null, name: '見本 佐和子', post: '情報政策課長' },
    }
    expect(lineOf(line, 3)).toMatchObject({
      id: '3',
      kind: 'system',
      by: '情報政策課長 見本 佐和子',
    })
    expect(lineOf({ ...line, kind: 'action' }, 0).kind).toBe('action')
  })
})

describe('Words handed in', () => {
  test('say something, and no more than is taken', () => {
    expect(gapOf('　\n')).toBe('wordsBlank')
    expect(gapOf('侵入の跡がありました。')).toBeUndefined()
    expect(gapOf('𠮟'.repeat(2000))).toBeUndefined()
    expect(gapOf('あ'.repeat(2001))).toBe('wordsTooLong')
  })
})
