import { describe, expect, test } from 'vitest'
import { since, unusableWith } from './logs'

describe('The time a search begins at', () => {
  test('is counted back from now, or is none', () => {
    const now = new Date('2026-11-23T01:00:00Z')
    expect(since('hour', now)).toBe('2026-11-23T00:00:00.000Z')
    expect(since('week', now)).toBe('2026-11-16T01:00:00.000Z')
    expect(since('all', now)).toBeUndefined()
  })
})

describe('A rule that cannot be used', () => {
  const rules = [
    { title: 'Old Printer', file: 'own/printer.yml', why: 'unknown modifier “base65”' },
    { file: 'own/web.yml', where: 'own/web.yml:7', why: 'no condition' },
  ]
  test('is found by its title, its place and its reason, whatever the case', () => {
    expect(unusableWith(rules, 'PRINTER base65')).toEqual([rules[0]])
    expect(unusableWith(rules, 'web.yml:7　condition')).toEqual([rules[1]])
    expect(unusableWith(rules, '')).toEqual(rules)
    expect(unusableWith(rules, 'printer condition')).toEqual([])
  })
})
