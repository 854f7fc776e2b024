import { expect, test } from 'vitest'
import { byRule } from './overFiles'
import type { Hunt, Rule } from './useHunt'

const rule = (title: string, level: Rule['level'], count: number, id?: string): Rule => ({
  title,
  level,
  count,
  matches: [],
  ...(id !== undefined && { id }),
})

const hunt = (id: string, found: Rule[]): Hunt => ({
  id,
  attachment: `file of ${id}`,
  at: '2026-11-28T00:00:00Z',
  name: `${id}.evtx`,
  rules_used: 2,
  rules_matched: found.length,
  events: 10,
  unreadable: 0,
  matches: 0,
  files: [],
  found,
})

test('A rule that fits in two files stands once, with both and their sum', () => {
  const hunts = [
    hunt('a', [rule('Log cleared', 'high', 2, '1')]),
    hunt('b', [rule('Log cleared', 'high', 3, '1')]),
  ]
  expect(byRule(hunts)).toMatchObject([
    { title: 'Log cleared', count: 5, files: [{ name: 'a.evtx', count: 2 }, { count: 3 }] },
  ])
})

test('The gravest stands first, then what fits most, and rules of one name but two ids stay two', () => {
  const hunts = [
    hunt('a', [rule('One', 'low', 900), rule('Two', 'critical', 1), rule('Three', 'low', 5)]),
    hunt('b', [rule('Two', 'critical', 7, 'x')]),
  ]
  expect(byRule(hunts).map((one) => [one.title, one.count])).toEqual([
    ['Two', 7],
    ['Two', 1],
    ['One', 900],
    ['Three', 5],
  ])
})
