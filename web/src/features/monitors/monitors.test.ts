import { expect, test } from 'vitest'
import { type Row, sorted, stripOf } from './monitors'

const row = (name: string, state: Row['state']) => ({ name, state }) as Row

test('what needs somebody stands first, the rest as it was written', () => {
  const rows = [row('a', 'good'), row('b', 'shaky'), row('c', 'good'), row('d', 'down')]
  expect(sorted(rows).map(({ name }) => name)).toEqual(['d', 'b', 'a', 'c'])
})

test('the strip goes from old to new, though the newest come first', () => {
  const look = (reason: Row['looks'][number]['reason']) => ({ at: '', reason, took_ms: 1 })
  expect(stripOf([look('no_answer'), look('none'), look('none')])).toEqual({
    bad: 1,
    marks: [true, true, false],
  })
})
