import { describe, expect, test } from 'vitest'
import { en } from './en'
import { speak } from './index'
import { ja } from './ja'
import { fill, lookUp, type Tree } from './words'

function keysOf(tree: Tree, before = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${before}${name}`] : keysOf(value, `${before}${name}.`),
  )
}

const namesIn = (text: string) => new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))

describe('The dictionary', () => {
  test('puts values into a text and leaves a forgotten one visible', () => {
    expect(fill('{n}件のうち{m}件', { n: 4, m: 1 })).toBe('4件のうち1件')
    expect(fill('{n}件', {})).toBe('{n}件')
  })

  test('chooses the English form by number', () => {
    const text = '{n} {n|report|reports}'
    expect(fill(text, { n: 1 })).toBe('1 report')
    expect(fill(text, { n: 2 })).toBe('2 reports')
    expect(fill(text, { n: 0 })).toBe('0 reports')
  })

  test('never puts a value into the value of another', () => {
    expect(fill('{a}{b}', { a: '{b}', b: 'x' })).toBe('{b}x')
  })

  test('has the same keys in both languages', () => {
    expect(keysOf(en)).toEqual(keysOf(ja))
  })

  test('asks for the same values in both languages', () => {
    for (const key of keysOf(ja)) {
      const wanted = namesIn(lookUp(ja, key) ?? '')
      expect([key, namesIn(lookUp(en, key) ?? '')]).toEqual([key, wanted])
    }
  })

  test('leaves no Japanese in the English texts but the name of the language', () => {
    const japanese = keysOf(en).filter((key) => /[぀-ヿ一-鿿]/.test(lookUp(en, key) ?? ''))
    expect(japanese).toEqual(['app.otherLanguage'])
  })

  test('keeps sentences on screen short enough to read at a glance', () => {
    for (const key of keysOf(ja)) {
      for (const sentence of (lookUp(ja, key) ?? '').split('。')) {
        expect([key, sentence.length <= 60]).toEqual([key, true])
      }
    }
  })

  test('speaks', () => {
    expect(speak(ja)('ui.errorCount', { n: 2 })).toBe('2か所を直してください')
    expect(speak(en)('ui.errorCount', { n: 1 })).toBe('1 thing needs correcting')
  })
})
