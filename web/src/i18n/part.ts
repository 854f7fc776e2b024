import * as ja from './ja'
import { type SameKeys, type Say, speak, type Tree } from './words'

export type Language = 'ja' | 'en'
type Both<T extends Tree> = Say<typeof ja & T>

const parts = new Set<{ fetchEnglish: () => Promise<unknown> }>()
let isEnglishSpoken = false

const fetchCommon = async (): Promise<SameKeys<typeof ja>> => import('./en')

/**
 * What one part of the program says: its own texts and the common ones. Japanese is loaded with
 * the part. English is fetched when it is spoken, and a screen waits for it.
 */
export class Part<T extends Tree> {
  readonly ja: Both<T>
  en: Both<T> | undefined
  readonly #fetchOwn: () => Promise<SameKeys<T>>
  #coming: Promise<Both<T>> | undefined

  constructor(own: T, fetchOwn: () => Promise<SameKeys<NoInfer<T>>>) {
    this.ja = speak<typeof ja & T>({ ...ja, ...own })
    this.#fetchOwn = fetchOwn
    parts.add(this)
    // So that the screen waits less; a failure is the screen's to show.
    if (isEnglishSpoken) this.coming().catch(() => undefined)
  }

  /** The same promise each time, a broken one too, so that drawing again fetches nothing again. */
  coming(): Promise<Both<T>> {
    this.#coming ??= this.fetchEnglish()
    return this.#coming
  }

  async fetchEnglish(): Promise<Both<T>> {
    if (this.en !== undefined) return this.en
    const [common, own] = await Promise.all([fetchCommon(), this.#fetchOwn()])
    this.en = speak<typeof ja & T>({ ...common, ...own })
    return this.en
  }
}

/** Resolves when all that is loaded can be said in the language; later parts see to themselves. */
export async function prepare(language: Language): Promise<void> {
  isEnglishSpoken = language === 'en'
  if (isEnglishSpoken) await Promise.all([...parts].map((part) => part.fetchEnglish()))
}
