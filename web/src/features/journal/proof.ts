/**
 * Proves one entry in the browser, with nothing of the server's but its words: the leaf's hash, the
 * way to the root (RFC 9162 §2.1.3.2) and the signature of the checkpoint (C2SP signed-note,
 * Ed25519).
 */
type Bytes = Uint8Array<ArrayBuffer>

const leafPrefix = 0x00
const nodePrefix = 0x01
const ed25519 = 0x01
const keyHashBytes = 4
const signatureBytes = 64

async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', joined(parts)))
}

function joined(parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text)
const byte = (value: number): Bytes => new Uint8Array([value])

/** The bytes a hexadecimal text stands for, or undefined when it is none. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

export function toHex(bytes: Bytes): string {
  return [...bytes].map((one) => one.toString(16).padStart(2, '0')).join('')
}

/** The bytes of standard base64, or undefined. */
export function fromBase64(text: string): Bytes | undefined {
  try {
    return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
  } catch {
    return undefined
  }
}

function same(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at])
}

/** SHA-256(0x00 ‖ leaf). */
export function leafHash(leaf: Bytes): Promise<Bytes> {
  return sha256(byte(leafPrefix), leaf)
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(byte(nodePrefix), left, right)
}

/** One level of the way up: which side the neighbour stood on, and what came out. */
export type Climb = { side: 'left' | 'right'; neighbour: Bytes; result: Bytes }

/**
 * Climbs from a leaf to the root, RFC 9162 §2.1.3.2. Undefined when the path has not the length
 * that the place and the size of the tree ask for.
 */
export async function climb(
  leaf: Bytes,
  index: number,
  size: number,
  path: readonly Bytes[],
): Promise<Climb[] | undefined> {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return undefined
  if (index < 0 || index >= size) return undefined
  // Division instead of shifts: the numbers of a long journal do not fit into 32 bits.
  const half = (n: number) => Math.floor(n / 2)
  const isOdd = (n: number) => n % 2 === 1
  let [fn, sn] = [index, size - 1]
  let at = leaf
  const climbs: Climb[] = []
  for (const neighbour of path) {
    if (sn === 0) return undefined
    if (isOdd(fn) || fn === sn) {
      at = await nodeHash(neighbour, at)
      climbs.push({ side: 'left', neighbour, result: at })
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)]
    } else {
      at = await nodeHash(at, neighbour)
      climbs.push({ side: 'right', neighbour, result: at })
    }
    fn = half(fn)
    sn = half(sn)
  }
  return sn === 0 ? climbs : undefined
}

export type Note = {
  /** What is signed: the text before the blank line, its line feed included. */
  body: string
  origin: string
  size: number
  root: Bytes
  signatures: { name: string; keyHash: Bytes; signature: Bytes }[]
}

/** Reads a checkpoint; undefined when it is no such note. */
export function readNote(text: string): Note | undefined {
  const cut = text.indexOf('\n\n')
  if (cut < 0) return undefined
  const body = text.slice(0, cut + 1)
  const [origin = '', sizeText = '', rootText = ''] = body.split('\n')
  const root = fromBase64(rootText)
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(sizeText) || root?.length !== 32)
    return undefined
  const signatures = text
    .slice(cut + 2)
    .split('\n')
    .flatMap((line) => {
      const [, name = '', coded = ''] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? []
      const bytes = fromBase64(coded)
      if (name === '' || bytes?.length !== keyHashBytes + signatureBytes) return []
      return [{ name, keyHash: bytes.slice(0, keyHashBytes), signature: bytes.slice(keyHashBytes) }]
    })
  return { body, origin, size: Number(sizeText), root, signatures }
}

export type VerifierKey = { name: string; keyHash: Bytes; key: Bytes }

/** Reads `name+hash+key` and checks that the hash belongs to the key. */
export async function readVerifierKey(text: string): Promise<VerifierKey | undefined> {
  const [, name = '', hash = '', coded = ''] =
    /^(.+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  const keyHash = fromHex(hash)
  const blob = fromBase64(coded)
  if (name === '' || keyHash === undefined || blob?.length !== 33) return undefined
  if (blob[0] !== ed25519) return undefined
  const expected = await sha256(utf8(`${name}\n`), blob)
  if (!same(expected.slice(0, keyHashBytes), keyHash)) return undefined
  return { name, keyHash, key: blob.slice(1) }
}

export type Verdict = 'good' | 'bad' | 'unsupported'

/** Whether the note is signed by the key; `unsupported` where the browser has no Ed25519. */
export async function checkSignature(note: Note, vkey: VerifierKey): Promise<Verdict> {
  let key: CryptoKey
  try {
    key = await crypto.subtle.importKey('raw', vkey.key, 'Ed25519', false, ['verify'])
  } catch {
    return 'unsupported'
  }
  for (const { name, keyHash, signature } of note.signatures) {
    if (name !== vkey.name || !same(keyHash, vkey.keyHash)) continue
    if (await crypto.subtle.verify('Ed25519', key, signature, utf8(note.body))) return 'good'
  }
  return 'bad'
}

/** The proof as the API gives it. */
export type Given = {
  seq: number
  leaf: string
  leaf_hash: string
  size: number
  path: readonly string[]
  root: string
  checkpoint: string
  vkey: string
}

export type Proven = {
  leafHash: string
  leaf: Verdict
  climbs: { side: Climb['side']; neighbour: string; result: string }[]
  /** Where the way up ends, and whether that is the root the proof names. */
  root: string
  path: Verdict
  /** Whether the checkpoint speaks of the same tree: its size and its root. */
  checkpoint: Verdict
  signature: Verdict
}

/** The server writes hashes in hexadecimal or, as notes do, in base64. */
function hashFrom(text: string): Bytes | undefined {
  return text.length === 64 ? fromHex(text) : fromBase64(text)
}

/** The same proof as a file of its own (C2SP tlog-proof), for whoever trusts no screen of ours. */
export function proofFile(given: Given): string | undefined {
  const path = given.path.map(hashFrom)
  if (path.some((hash) => hash?.length !== 32)) return undefined
  const hashes = path.map((hash) => `${btoa(String.fromCharCode(...(hash ?? [])))}\n`)
  const index = `index ${given.seq - 1}\n`
  return `c2sp.org/tlog-proof@v1\n${index}${hashes.join('')}\n${given.checkpoint}`
}

const verdict = (holds: boolean): Verdict => (holds ? 'good' : 'bad')

/** Every step of the proof. Entry numbers start at 1, places in the tree at 0. */
export async function prove(given: Given): Promise<Proven> {
  const leaf = fromHex(given.leaf)
  const own = leaf === undefined ? undefined : await leafHash(leaf)
  const said = hashFrom(given.leaf_hash)
  const path = given.path.map(hashFrom)
  const climbs =
    own === undefined || path.some((one) => one?.length !== 32)
      ? undefined
      : await climb(own, given.seq - 1, given.size, path as Bytes[])
  const end = climbs?.at(-1)?.result ?? own
  const root = hashFrom(given.root)
  const note = readNote(given.checkpoint)
  const vkey = await readVerifierKey(given.vkey)
  return {
    leafHash: own === undefined ? '' : toHex(own),
    leaf: verdict(own !== undefined && said !== undefined && same(own, said)),
    climbs: (climbs ?? []).map((one) => ({
      side: one.side,
      neighbour: toHex(one.neighbour),
      result: toHex(one.result),
    })),
    root: end === undefined ? '' : toHex(end),
    path: verdict(climbs !== undefined && !!end && !!root && same(end, root)),
    checkpoint: verdict(
      note !== undefined && note.size === given.size && !!end && same(note.root, end),
    ),
    signature:
      note === undefined || vkey === undefined || note.origin !== vkey.name
        ? 'bad'
        : await checkSignature(note, vkey),
  }
}
