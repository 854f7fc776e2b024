import { describe, expect, test } from 'vitest'
import { attendedMs, isAttended, pollMs } from './attended'

const hour = 60 * 60_000

describe('A screen that asks by itself', () => {
  test('goes on while somebody is at it, and stops when nobody is', () => {
    expect(isAttended(0, pollMs)).toBe(true)
    expect(isAttended(0, attendedMs - 1)).toBe(true)
    expect(isAttended(0, attendedMs)).toBe(false)
  })

  test('stops long before the silence that ends a session, so that it does end', () => {
    expect(attendedMs + pollMs).toBeLessThan(hour / 2)
  })
})
