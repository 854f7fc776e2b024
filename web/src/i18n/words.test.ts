import { describe, expect, test } from 'vitest'
import { fill, lookUp, speak, type Tree } from './words'

/** Every file of a language, by its name. */
const filesOf = (found: Record<string, Tree>): Tree =>
  Object.fromEntries(Object.entries(found).map(([path, texts]) => [path.slice(5, -3), texts]))
const ja = filesOf(import.meta.glob<Tree>('./ja/*.ts', { eager: true }))
const en = filesOf(import.meta.glob<Tree>('./en/*.ts', { eager: true }))

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

  test('is read by these tests at all', () => {
    expect(Object.keys(ja)).toContain('incident')
    expect(keysOf(ja).length).toBeGreaterThan(600)
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
    expect(japanese).toEqual(['app.app.otherLanguage'])
  })

  test('keeps sentences on screen short enough to read at a glance', () => {
    for (const key of keysOf(ja)) {
      for (const sentence of (lookUp(ja, key) ?? '').split('。')) {
        expect([key, sentence.length <= 60]).toEqual([key, true])
      }
    }
  })

  test('speaks', () => {
    const texts = { count: { late: '{n}件の遅れ' } } as const
    const english = { count: { late: '{n} {n|is|are} late' } }
    expect(speak<typeof texts>(texts)('count.late', { n: 2 })).toBe('2件の遅れ')
    expect(speak<typeof texts>(english)('count.late', { n: 1 })).toBe('1 is late')
  })
})
