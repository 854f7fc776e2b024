import { describe, expect, test } from 'vitest'
import { readChange } from './channel'
import { askMs, next, quietMs } from './pulse'
import { changesStanding, touches } from './touches'

const id = '0190b000-0000-7000-8000-000000000012'
const change = { stream: 'incident', id, rev: 12 }

describe('A change', () => {
  test('is read from the stream, and anything else is passed over', () => {
    expect(readChange(JSON.stringify(change))).toEqual(change)
    expect(readChange('{"stream":1}')).toBeUndefined()
    expect(readChange('no json')).toBeUndefined()
  })

  test('touches its own page and the lists it shows up in', () => {
    const own = ['get', '/api/v1/incidents/{id}', { params: { path: { id } } }]
    const lines = ['get', '/api/v1/incidents/{id}/timeline', { params: { path: { id } } }]
    const other = ['get', '/api/v1/incidents/{id}', { params: { path: { id: 'another' } } }]
    expect(touches(change, own)).toBe(true)
    expect(touches(change, lines)).toBe(true)
    expect(touches(change, other)).toBe(false)
    expect(touches(change, ['get', '/api/v1/incidents', {}])).toBe(true)
    expect(touches(change, ['get', '/api/v1/journal/entries'])).toBe(true)
    expect(touches(change, ['get', '/api/v1/asks'])).toBe(true)
    expect(touches(change, ['get', '/api/v1/charter'])).toBe(false)
  })

  test('of a call shows at what it is about, which has another id', () => {
    const board = ['get', '/api/v1/incidents/{id}/wake', { params: { path: { id } } }]
    const page = ['get', '/api/v1/incidents/{id}', { params: { path: { id } } }]
    const wake = { stream: 'wake', id: '0190b000-0000-7000-8000-000000000099', rev: 2 }
    expect(touches(wake, board)).toBe(true)
    expect(touches(wake, page)).toBe(false)
  })

  test('of the break-glass account is told on every screen, and on its own card', () => {
    const opened = { stream: 'break_glass', id, rev: 2 }
    expect(changesStanding(opened)).toBe(true)
    expect(touches(opened, ['get', '/api/v1/team/break-glass'])).toBe(true)
    expect(touches(opened, ['get', '/api/v1/reports'])).toBe(false)
    expect(changesStanding(change)).toBe(false)
  })

  test('of a kind nobody knows makes every list be read again', () => {
    expect(touches({ stream: 'new', id: 'x', rev: 1 }, ['get', '/api/v1/charter'])).toBe(true)
  })
})

describe('A lost server', () => {
  test('is noticed within twenty seconds, the watch included', () => {
    expect(quietMs + askMs + 2000).toBeLessThanOrEqual(20_000)
  })

  test('keeps the time it was last heard until it answers again', () => {
    const fresh = { state: 'fresh' as const, at: 100 }
    const lost = next(fresh, { kind: 'failed', at: 120 })
    expect(lost).toEqual({ state: 'lost', at: 100 })
    expect(next(lost, { kind: 'failed', at: 130 })).toEqual({ state: 'lost', at: 100 })
    expect(next(lost, { kind: 'heard', at: 140 })).toEqual({ state: 'fresh', at: 140 })
  })
})
