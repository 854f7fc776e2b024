import { describe, expect, test } from 'vitest'
import lock from '../package-lock.json?raw'

const files = import.meta.glob<string>(['./**/*.ts', './**/*.tsx'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

const read = (name: string) => files[name] ?? ''
const sources = Object.keys(files).filter((name) => !/\.test\.|schema\.d\.ts$/.test(name))

describe('The house', () => {
  test('is read by these tests at all', () => {
    expect(sources.length).toBeGreaterThan(60)
    expect(sources.filter((name) => read(name) === '')).toEqual([])
  })

  test('builds no page out of strings, because Trusted Types would refuse it', () => {
    const bad =
      /dangerouslySetInnerHTML|\.innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/
    expect(sources.filter((name) => bad.test(read(name)))).toEqual([])
  })

  test('calls nobody outside', () => {
    const outside = sources.filter((name) =>
      /https?:\/\/(?!localhost|www\.w3\.org)/.test(read(name)),
    )
    expect(outside).toEqual([])
  })

  test('keeps features out of the components', () => {
    const ui = sources.filter((name) => name.startsWith('./ui/'))
    expect(ui.filter((name) => /from '@\/(features|api)/.test(read(name)))).toEqual([])
  })

  test('keeps features out of one another', () => {
    const crossing = sources.filter((name) => {
      const mine = /^\.\/features\/(\w+)\//.exec(name)?.[1]
      const named = [...read(name).matchAll(/from '@\/features\/(\w+)/g)].map((match) => match[1])
      return mine !== undefined && named.some((other) => other !== mine)
    })
    expect(crossing).toEqual([])
  })

  test('keeps features out of what they share', () => {
    const shared = sources.filter((name) => /^\.\/(triage|app\/(?!router))/.test(name))
    expect(shared.length).toBeGreaterThan(20)
    expect(shared.filter((name) => /from '@\/features/.test(read(name)))).toEqual([])
  })

  test('has no text in a screen that is not in the dictionary', () => {
    const screens = sources.filter((name) => name.endsWith('.tsx') && !name.includes('/i18n/'))
    const spoken = screens.filter((name) => {
      const code = read(name)
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\/\/.*$/gm, '')
      return /[぀-ヿ一-鿿]/.test(code.replaceAll(/[（）【】／　]/g, ''))
    })
    expect(spoken).toEqual([])
  })

  test('keeps files under 500 lines', () => {
    expect(sources.filter((name) => read(name).split('\n').length > 500)).toEqual([])
  })

  test('names no package host in its lock file', () => {
    expect(lock).not.toMatch(/"resolved": "http/)
  })
})
