/**
 * What people typed and nobody received yet, kept encrypted on their machine.
 *
 * On a shared PC the key has two halves: one in IndexedDB, one in a cookie that the browser
 * forgets together with the session. Without either half a draft is noise. On a person's own
 * device the key is one non-extractable CryptoKey in IndexedDB and drafts live for `keepMs`.
 * Signing out destroys keys and drafts in both cases.
 */
export type Sealed = { key: string; person: string; at: number; iv: Uint8Array; body: ArrayBuffer }

/** Where sealed drafts and keys are put; IndexedDB in the browser, a map in tests. */
export interface Shelf {
  get<T>(name: string): Promise<T | undefined>
  put(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  names(): Promise<string[]>
}

/** The half of a shared PC's key that the browser forgets with the session. */
export interface Fleeting {
  read(): string
  write(half: string): void
  forget(): void
}

/** Longer than the 72 hours of UX §5: a long weekend with a public holiday. */
export const keepMs = 14 * 86_400_000

const keyName = (person: string) => `key/${person}`
const draftName = (person: string, key: string) => `draft/${person}/${key}`

export class DraftVault {
  readonly #shelf: Shelf
  readonly #fleeting: Fleeting
  readonly #now: () => number
  #person = ''
  #key: CryptoKey | undefined

  constructor(shelf: Shelf, fleeting: Fleeting, now: () => number = Date.now) {
    this.#shelf = shelf
    this.#fleeting = fleeting
    this.#now = now
  }

  /** Makes or finds the person's key and throws away what is too old or anybody else's. */
  async open(person: string, ownDevice: boolean): Promise<void> {
    this.#person = person
    this.#key = ownDevice ? await this.#ownKey() : await this.#sharedKey()
    await this.#tidy()
  }

  get isOpen(): boolean {
    return this.#key !== undefined
  }

  async write(key: string, text: string): Promise<void> {
    if (this.#key === undefined) return
    if (text === '') return this.remove(key)
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const plain = new TextEncoder().encode(text)
    const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, this.#key, plain)
    const sealed: Sealed = { key, person: this.#person, at: this.#now(), iv, body }
    await this.#shelf.put(draftName(this.#person, key), sealed)
  }

  /** The draft, or undefined when there is none or its key died with the session. */
  async read(key: string): Promise<{ text: string; at: Date } | undefined> {
    if (this.#key === undefined) return undefined
    const name = draftName(this.#person, key)
    const sealed = await this.#shelf.get<Sealed>(name)
    if (sealed === undefined) return undefined
    const iv = new Uint8Array(sealed.iv)
    const plain = await crypto.subtle
      .decrypt({ name: 'AES-GCM', iv }, this.#key, sealed.body)
      .catch(() => undefined)
    if (plain === undefined) {
      await this.#shelf.remove(name)
      return undefined
    }
    return { text: new TextDecoder().decode(plain), at: new Date(sealed.at) }
  }

  async remove(key: string): Promise<void> {
    await this.#shelf.remove(draftName(this.#person, key))
  }

  /** Signing out: keys and drafts of everybody on this machine go. */
  async destroy(): Promise<void> {
    this.#key = undefined
    this.#fleeting.forget()
    for (const name of await this.#shelf.names()) await this.#shelf.remove(name)
  }

  async #ownKey(): Promise<CryptoKey> {
    const kept = await this.#shelf.get<CryptoKey | Uint8Array>(keyName(this.#person))
    if (kept !== undefined && !(kept instanceof Uint8Array)) return kept
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ])
    await this.#shelf.put(keyName(this.#person), made)
    return made
  }

  async #sharedKey(): Promise<CryptoKey> {
    const kept = await this.#shelf.get<CryptoKey | Uint8Array>(keyName(this.#person))
    const half = kept instanceof Uint8Array ? kept : crypto.getRandomValues(new Uint8Array(32))
    if (half !== kept) await this.#shelf.put(keyName(this.#person), half)
    if (this.#fleeting.read() === '') this.#fleeting.write(crypto.randomUUID())
    const base = await crypto.subtle.importKey('raw', new Uint8Array(half), 'HKDF', false, [
      'deriveKey',
    ])
    const salt = new TextEncoder().encode(this.#fleeting.read())
    return crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode('sokuo draft') },
      base,
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    )
  }

  async #tidy(): Promise<void> {
    const mine = draftName(this.#person, '')
    for (const name of await this.#shelf.names()) {
      const foreign = name !== keyName(this.#person) && !name.startsWith(mine)
      const sealed = name.startsWith('draft/') ? await this.#shelf.get<Sealed>(name) : undefined
      const old = sealed !== undefined && this.#now() - sealed.at > keepMs
      if (foreign || old) await this.#shelf.remove(name)
    }
  }
}
