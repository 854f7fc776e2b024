import { describe, expect, test } from 'vitest'
import { changed, isNarrowed, tabOf, widened } from './address'

describe('The address of a search', () => {
  test('keeps what is chosen and drops what is empty', () => {
    expect(changed({ q: '端末', kind: 'line' }, { kind: undefined, channel: 'phone' })).toEqual({
      q: '端末',
      channel: 'phone',
    })
    expect(changed({ q: '端末', from: '2026-11-01' }, { from: '' })).toEqual({ q: '端末' })
  })

  test('knows whether something but the words narrows it', () => {
    expect(isNarrowed({ q: '端末' })).toBe(false)
    expect(isNarrowed({ q: '端末', kind: 'report' })).toBe(true)
    expect(isNarrowed({ q: '端末', without: '訓練' })).toBe(true)
    expect(widened({ q: '端末', kind: 'report', to: '2026-11-24' })).toEqual({ q: '端末' })
  })

  test('leads to the tab on which a text is read', () => {
    expect(tabOf('incident.fact_set')).toBe('facts')
    expect(tabOf('incident.task_added')).toBe('tasks')
    expect(tabOf('incident.recorded')).toBeUndefined()
    expect(tabOf('report.received')).toBeUndefined()
  })
})
