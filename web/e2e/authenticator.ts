import { createHmac } from 'node:crypto'

/** An authenticator app (RFC 6238) that never gives the same code twice. */
export class App {
  private last = 0
  constructor(private readonly key: string) {}

  async code(): Promise<string> {
    const step = Math.max(Math.floor(Date.now() / 30_000), this.last + 1)
    // The program takes the next code half a minute early; further ahead the test must wait.
    const early = (step - 1) * 30_000 - Date.now()
    if (early > 0) await new Promise((done) => setTimeout(done, early + 100))
    this.last = step
    const counter = Buffer.alloc(8)
    counter.writeBigUInt64BE(BigInt(step))
    const hash = createHmac('sha1', base32(this.key)).update(counter).digest()
    const offset = (hash.at(-1) ?? 0) & 15
    const number = hash.readUInt32BE(offset) & 0x7fffffff
    return String(number % 1_000_000).padStart(6, '0')
  }
}

function base32(key: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...key.replaceAll(' ', '')]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}
