/**
 * One key for one act. The same request sent again before it was answered (a double click, a
 * retry after the line was cut) carries the same key, so the server does it once. A definite
 * answer ends the act; the same words sent afterwards are a new one.
 */
export class Acts {
  readonly #open = new Map<string, string>()
  readonly #makeKey: () => string

  constructor(makeKey: () => string = () => crypto.randomUUID()) {
    this.#makeKey = makeKey
  }

  /** The key of the act that `what` (method, address and body) describes. */
  keyFor(what: string): string {
    const known = this.#open.get(what)
    if (known !== undefined) return known
    const key = this.#makeKey()
    this.#open.set(what, key)
    return key
  }

  /** Tells what the server answered; below 500 the act has ended, and so it has at 501. */
  answered(what: string, status: number): void {
    if (status < 500) this.#open.delete(what)
  }
}
