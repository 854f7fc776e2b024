import { describe, expect, test } from 'vitest'
import { differing, lineAt, rangeOfLine } from './lines'

const text = 'format: 1\n\npolicy:\n  report.read: [head]'

describe('A line of the file', () => {
  test('is found by its number, the last one too', () => {
    const read = (line: number) => text.slice(...rangeOfLine(text, line))
    expect(read(1)).toBe('format: 1')
    expect(read(2)).toBe('')
    expect(read(4)).toBe('  report.read: [head]')
  })

  test('that is not there any more leads to the end', () => {
    expect(rangeOfLine(text, 99)).toEqual([text.length, text.length])
  })

  test('is told by a place in it', () => {
    expect(lineAt(text, 0)).toBe(1)
    expect(lineAt(text, text.length)).toBe(4)
  })
})

describe('Two texts', () => {
  test('are compared where they differ only', () => {
    expect(differing('a\nb\nc\nd', 'a\nB\nc\nd')).toEqual({ mine: 'b', theirs: 'B' })
    expect(differing('a\nb', 'a\nx\nb')).toEqual({ mine: '', theirs: 'x' })
    expect(differing('a\na', 'a')).toEqual({ mine: 'a', theirs: '' })
    expect(differing('a', 'a')).toEqual({ mine: '', theirs: '' })
  })
})
