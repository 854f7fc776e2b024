import { describe, expect, test } from 'vitest'
import { linkOf, readFragment, takeFrom } from './invitation'

const given = { name: '見本+保守 花子', password: 'abcde-fghjk-mnpqr-stuvw' }

/** An address bar that remembers what it was told. */
function bar(link: string) {
  const at = new URL(link)
  const shown: unknown[] = []
  return {
    place: { pathname: at.pathname, hash: at.hash },
    bar: { replaceState: (...all: unknown[]) => void shown.push(all[2]) },
    shown,
  }
}

describe('An invitation', () => {
  test('goes into a link and comes out of it unchanged', () => {
    const link = linkOf('https://sokuo.example', given)
    expect(link).toMatch(/^https:\/\/sokuo\.example\/welcome#/)
    expect(readFragment(new URL(link).hash)).toEqual(given)
  })

  test('stands behind the # only, which is never sent to a server', () => {
    const { pathname, search } = new URL(linkOf('https://sokuo.example', given))
    expect(pathname + search).toBe('/welcome')
  })

  test('is taken out of the address bar when it is read', () => {
    const { place, bar: history, shown } = bar(linkOf('https://sokuo.example', given))
    expect(takeFrom(place, history)).toEqual(given)
    expect(shown).toEqual(['/welcome'])
  })

  test('that was cut off on its way is none, and what is left of it is cleared as well', () => {
    const { place, bar: history, shown } = bar('https://sokuo.example/welcome#name=hoshu')
    expect(takeFrom(place, history)).toBeUndefined()
    expect(shown).toEqual(['/welcome'])
    expect(readFragment('')).toBeUndefined()
    expect(readFragment('#password=abc')).toBeUndefined()
  })

  test('is read at its own address only', () => {
    const { place, bar: history, shown } = bar('https://sokuo.example/help#name=a&password=b')
    expect(takeFrom(place, history)).toBeUndefined()
    expect(shown).toEqual([])
  })
})
