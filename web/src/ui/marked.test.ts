import { describe, expect, test } from 'vitest'
import { piecesOf } from './Marked'

const shown = (text: string, marks: { from: number; to: number }[]) =>
  piecesOf({ text, marks })
    .map((piece) => (piece.isMarked ? `〔${piece.text}〕` : piece.text))
    .join('')

describe('What was found', () => {
  test('is marked where the server says, and nothing of the text is lost', () => {
    expect(shown('税務課の端末が止まった', [{ from: 4, to: 6 }])).toBe('税務課の〔端末〕が止まった')
    expect(
      shown('端末と端末', [
        { from: 0, to: 2 },
        { from: 3, to: 5 },
      ]),
    ).toBe('〔端末〕と〔端末〕')
    expect(shown('端末', [])).toBe('端末')
    expect(shown('', [])).toBe('')
  })

  test('counts as JavaScript does: what lies beyond the first plane is two', () => {
    expect(shown('🔑𠮷野家', [{ from: 2, to: 5 }])).toBe('🔑〔𠮷野〕家')
  })

  test('stays whole when a mark makes no sense', () => {
    expect(shown('端末', [{ from: 1, to: 9 }])).toBe('端末')
    expect(shown('端末', [{ from: 1, to: 1 }])).toBe('端末')
    expect(
      shown('端末', [
        { from: 0, to: 2 },
        { from: 1, to: 2 },
      ]),
    ).toBe('〔端末〕')
  })

  test('is text and never HTML', () => {
    expect(shown('<b>端末</b>', [{ from: 3, to: 5 }])).toBe('<b>〔端末〕</b>')
  })
})
