import { describe, expect, test } from 'vitest'
import { since } from './logs'

describe('The time a search begins at', () => {
  test('is counted back from now, or is none', () => {
    const now = new Date('2026-11-23T01:00:00Z')
    expect(since('hour', now)).toBe('2026-11-23T00:00:00.000Z')
    expect(since('week', now)).toBe('2026-11-16T01:00:00.000Z')
    expect(since('all', now)).toBeUndefined()
  })
})
