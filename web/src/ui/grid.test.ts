import { describe, expect, test } from 'vitest'
import { move, sorted } from './grid'

const size = { rows: 100, columns: 4, page: 20 }
const go = (key: string, row: number, column: number, ctrl = false) => {
  const to = move(key, ctrl, { row, column }, size)
  return to === undefined ? 'nothing' : `${to.row}:${to.column}`
}

describe('The grid', () => {
  test('moves by arrows and stops at its edges', () => {
    expect(go('ArrowDown', 0, 1)).toBe('1:1')
    expect(go('ArrowUp', 0, 1)).toBe('0:1')
    expect(go('ArrowRight', 5, 3)).toBe('5:3')
    expect(go('ArrowLeft', 5, 3)).toBe('5:2')
    expect(go('ArrowDown', 99, 0)).toBe('99:0')
  })

  test('moves by pages and to the ends', () => {
    expect(go('PageDown', 90, 2)).toBe('99:2')
    expect(go('PageUp', 30, 2)).toBe('10:2')
    expect(go('Home', 30, 2)).toBe('30:0')
    expect(go('End', 30, 2)).toBe('30:3')
    expect(go('Home', 30, 2, true)).toBe('0:0')
    expect(go('End', 30, 2, true)).toBe('99:3')
  })

  test('leaves every other key alone', () => {
    expect(go('a', 3, 0)).toBe('nothing')
    expect(go('Tab', 3, 0)).toBe('nothing')
    expect(move('ArrowDown', false, { row: 0, column: 0 }, { ...size, rows: 0 })).toBeUndefined()
  })

  test('sorts without touching the rows it was given, equal ones in their order', () => {
    const rows = [
      { id: 'a', key: 2 },
      { id: 'b', key: 1 },
      { id: 'c', key: 2 },
    ]
    const ids = (isDescending: boolean) =>
      sorted(rows, (row) => row.key, isDescending).map((row) => row.id)
    expect(ids(false)).toEqual(['b', 'a', 'c'])
    expect(ids(true)).toEqual(['a', 'c', 'b'])
    expect(rows.map((row) => row.id)).toEqual(['a', 'b', 'c'])
  })

  test('works out each key once, so 10,000 rows cost 10,000 keys', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({ n: (i * 7919) % 10_007 }))
    let asked = 0
    const result = sorted(
      rows,
      (row) => {
        asked += 1
        return row.n
      },
      false,
    )
    expect(asked).toBe(10_000)
    expect(result.every((row, i) => i === 0 || (result[i - 1]?.n ?? 0) <= row.n)).toBe(true)
  })
})
