import { describe, expect, test } from 'vitest'
import { isoDay, split, staffOf } from './tenures'

const tenure = (name: string, from: string, to?: string) => ({
  person: { id: null, name },
  from,
  ...(to !== undefined && { to }),
})

describe('A post', () => {
  test('is held up to its last day, that day included', () => {
    const sato = tenure('佐藤', '2025-04-01', '2026-11-23')
    const kudo = tenure('工藤', '2026-11-24')
    expect(split([sato, kudo], '2026-11-23')).toEqual({ now: [sato], past: [], future: [kudo] })
    expect(split([sato, kudo], '2026-11-24')).toEqual({ now: [kudo], past: [sato], future: [] })
  })

  test('is offered to the staff alone', () => {
    const persons = [
      { id: 'a', name: '見本 佐和子' },
      { id: 'b', name: '退職 済', ended: true },
      { id: 'c', name: '見本 保子', kind: 'outsider' as const },
      { id: 'd', name: '非常用アカウント', kind: 'break_glass' as const },
    ]
    expect(staffOf({ persons }).map(({ id }) => id)).toEqual(['a'])
  })

  test('counts days as the office does, not as Greenwich does', () => {
    expect(isoDay(new Date('2026-11-22T15:00:00Z'))).toBe('2026-11-23')
    expect(isoDay(new Date('2026-11-22T14:59:59Z'))).toBe('2026-11-22')
  })
})
