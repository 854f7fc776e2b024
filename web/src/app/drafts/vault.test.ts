import { beforeEach, describe, expect, test } from 'vitest'
import { DraftVault, type Fleeting, keepMs, type Sealed, type Shelf } from './vault'

class Memory implements Shelf {
  readonly things = new Map<string, unknown>()
  get = async <T>(name: string) => this.things.get(name) as T | undefined
  put = async (name: string, value: unknown) => void this.things.set(name, value)
  remove = async (name: string) => void this.things.delete(name)
  names = async () => [...this.things.keys()]
}

class Cookie implements Fleeting {
  half = ''
  read = () => this.half
  write = (half: string) => {
    this.half = half
  }
  forget = () => {
    this.half = ''
  }
}

const text = '市民課の執務室を再捜索。見つからず。'
let shelf: Memory
let cookie: Cookie
let now: number
const tab = () => new DraftVault(shelf, cookie, () => now)

beforeEach(() => {
  shelf = new Memory()
  cookie = new Cookie()
  now = Date.UTC(2026, 10, 23)
})

describe('A draft', () => {
  test('comes back after the tab was closed', async () => {
    const first = tab()
    await first.open('sato', false)
    await first.write('incident/1/line', text)
    const second = tab()
    await second.open('sato', false)
    expect(await second.read('incident/1/line')).toEqual({ text, at: new Date(now) })
  })

  test('lies on the shelf as noise', async () => {
    const vault = tab()
    await vault.open('sato', false)
    await vault.write('a', text)
    const sealed = shelf.things.get('draft/sato/a') as Sealed
    const bytes = new TextDecoder().decode(sealed.body)
    expect(bytes).not.toContain('市民課')
    expect(sealed.body.byteLength).toBe(new TextEncoder().encode(text).length + 16)
  })

  test('dies with the session on a shared PC', async () => {
    const first = tab()
    await first.open('sato', false)
    await first.write('a', text)
    cookie.forget()
    const later = tab()
    await later.open('sato', false)
    expect(await later.read('a')).toBeUndefined()
    expect([...shelf.things.keys()]).toEqual(['key/sato'])
  })

  test('stays on an own device, though the browser forgot the session', async () => {
    const first = tab()
    await first.open('sato', true)
    await first.write('a', text)
    cookie.forget()
    now += 72 * 3_600_000
    const later = tab()
    await later.open('sato', true)
    expect((await later.read('a'))?.text).toBe(text)
  })

  test('has a key on an own device that nobody can carry away', async () => {
    await tab().open('sato', true)
    const key = shelf.things.get('key/sato') as CryptoKey
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
  })

  test('is gone after signing out, with its key', async () => {
    const vault = tab()
    await vault.open('sato', true)
    await vault.write('a', text)
    await vault.destroy()
    expect(shelf.things.size).toBe(0)
    expect(vault.isOpen).toBe(false)
    await vault.write('a', text)
    expect(shelf.things.size).toBe(0)
  })

  test('of somebody else is swept away when the next person signs in', async () => {
    const first = tab()
    await first.open('sato', true)
    await first.write('a', text)
    await tab().open('suzuki', false)
    expect([...shelf.things.keys()]).toEqual(['key/suzuki'])
  })

  test('is thrown away when it is very old, and when it was emptied', async () => {
    const vault = tab()
    await vault.open('sato', true)
    await vault.write('old', text)
    now += keepMs + 1
    await vault.write('new', text)
    await vault.open('sato', true)
    expect(await vault.read('old')).toBeUndefined()
    expect((await vault.read('new'))?.text).toBe(text)
    await vault.write('new', '')
    expect(await vault.read('new')).toBeUndefined()
  })
})
