import { describe, expect, test } from 'vitest'
import {
  checkSignature,
  climb,
  fromHex,
  type Given,
  leafHash,
  nodeHash,
  proofFile,
  prove,
  readNote,
  readVerifierKey,
  toHex,
} from './proof'

type Bytes = Uint8Array<ArrayBuffer>

const hex = (text: string): Bytes => {
  const bytes = fromHex(text)
  if (bytes === undefined) throw new Error(`no hexadecimal: ${text}`)
  return bytes
}
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes))

// The eight leaves and roots that certificate transparency logs test themselves with.
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const rootOfEight = '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'

/** RFC 9162 §2.1.1 as it is written: the largest power of two smaller than n splits the tree. */
async function treeHash(leaves: readonly Bytes[]): Promise<Bytes> {
  const [only] = leaves
  if (leaves.length === 1 && only !== undefined) return leafHash(only)
  const k = split(leaves.length)
  return nodeHash(await treeHash(leaves.slice(0, k)), await treeHash(leaves.slice(k)))
}

/** RFC 9162 §2.1.3.1. */
async function pathTo(index: number, leaves: readonly Bytes[]): Promise<Bytes[]> {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  const [near, far] = [leaves.slice(0, k), leaves.slice(k)]
  return index < k
    ? [...(await pathTo(index, near)), await treeHash(far)]
    : [...(await pathTo(index - k, far)), await treeHash(near)]
}

function split(n: number): number {
  let k = 1
  while (k * 2 < n) k *= 2
  return k
}

describe('The way from a leaf to the root', () => {
  test('starts at the hash of an empty leaf that every log knows', async () => {
    expect(toHex(await leafHash(hex('')))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
  })

  test('ends at the published root for each of the eight leaves', async () => {
    const leaves = inputs.map(hex)
    for (const [index, leaf] of leaves.entries()) {
      const climbs = await climb(await leafHash(leaf), index, 8, await pathTo(index, leaves))
      expect(toHex(climbs?.at(-1)?.result ?? hex(''))).toBe(rootOfEight)
    }
  })

  test('ends at the root of every tree up to forty leaves, from each place in it', async () => {
    const all = Array.from({ length: 40 }, (_, at) => new Uint8Array([at, 7]))
    for (const size of [1, 2, 3, 5, 6, 7, 9, 16, 17, 31, 33, 40]) {
      const leaves = all.slice(0, size)
      const root = toHex(await treeHash(leaves))
      for (const [index, leaf] of leaves.entries()) {
        const own = await leafHash(leaf)
        const climbs = await climb(own, index, size, await pathTo(index, leaves))
        expect(toHex(climbs?.at(-1)?.result ?? own)).toBe(root)
      }
    }
  })

  test('is refused when it is too long, too short or from no place of the tree', async () => {
    const leaves = inputs.map(hex)
    const own = await leafHash(hex(inputs[5] ?? ''))
    const path = await pathTo(5, leaves)
    expect(await climb(own, 5, 8, path.slice(1))).toBeUndefined()
    expect(await climb(own, 5, 8, [...path, own])).toBeUndefined()
    expect(await climb(own, 8, 8, path)).toBeUndefined()
    expect(await climb(own, -1, 8, path)).toBeUndefined()
  })

  test('leads elsewhere from another leaf', async () => {
    const path = await pathTo(5, inputs.map(hex))
    const climbs = await climb(await leafHash(hex('40414244')), 5, 8, path)
    expect(toHex(climbs?.at(-1)?.result ?? hex(''))).not.toBe(rootOfEight)
  })
})

const origin = 'mihon.example/journal/e1'

async function signedProof(index: number): Promise<Given> {
  const pair = (await crypto.subtle.generateKey('Ed25519', true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair
  const key = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  const blob = new Uint8Array([1, ...key])
  const named = new Uint8Array([...new TextEncoder().encode(`${origin}\n`), ...blob])
  const keyHash = new Uint8Array(await crypto.subtle.digest('SHA-256', named)).slice(0, 4)
  const leaves = inputs.map(hex)
  const body = `${origin}\n8\n${base64(hex(rootOfEight))}\n`
  const signature = new Uint8Array(
    await crypto.subtle.sign('Ed25519', pair.privateKey, new TextEncoder().encode(body)),
  )
  const signed = base64(new Uint8Array([...keyHash, ...signature]))
  return {
    seq: index + 1,
    leaf: inputs[index] ?? '',
    leaf_hash: toHex(await leafHash(hex(inputs[index] ?? ''))),
    size: 8,
    path: (await pathTo(index, leaves)).map(toHex),
    root: rootOfEight,
    checkpoint: `${body}\n\u2014 ${origin} ${signed}\n`,
    vkey: `${origin}+${toHex(keyHash)}+${base64(blob)}`,
  }
}

describe('The proof of an entry', () => {
  test('holds at each step when everything is as it was written', async () => {
    const proven = await prove(await signedProof(5))
    expect(proven).toMatchObject({
      leaf: 'good',
      path: 'good',
      checkpoint: 'good',
      signature: 'good',
      root: rootOfEight,
    })
    expect(proven.climbs.map((one) => one.side)).toEqual(['left', 'right', 'left'])
  })

  test('fails where a byte of the leaf was changed', async () => {
    const given = await signedProof(5)
    expect(await prove({ ...given, leaf: '40414244' })).toMatchObject({
      leaf: 'bad',
      path: 'bad',
      checkpoint: 'bad',
      signature: 'good',
    })
  })

  test('fails where the checkpoint speaks of another tree', async () => {
    const given = await signedProof(2)
    const shorter = given.checkpoint.replace('\n8\n', '\n7\n')
    expect(await prove({ ...given, checkpoint: shorter })).toMatchObject({
      path: 'good',
      checkpoint: 'bad',
      signature: 'bad',
    })
  })

  test('fails where another key signed', async () => {
    const given = await signedProof(2)
    const other = await signedProof(2)
    expect(await prove({ ...given, vkey: other.vkey })).toMatchObject({ signature: 'bad' })
  })

  test('can be taken away as a file of the form others read', async () => {
    const given = await signedProof(2)
    const [first, index, ...rest] = (proofFile(given) ?? '').split('\n')
    expect([first, index]).toEqual(['c2sp.org/tlog-proof@v1', 'index 2'])
    expect(rest.indexOf('')).toBe(given.path.length)
    expect(proofFile(given)?.endsWith(`\n\n${given.checkpoint}`)).toBe(true)
  })

  test('takes no key whose hash does not belong to it', async () => {
    const { vkey } = await signedProof(0)
    const [name, hash = '', key] = vkey.split('+')
    const flipped = `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1)}`
    expect(await readVerifierKey(vkey)).toBeDefined()
    expect(await readVerifierKey(`${name}+${flipped}+${key}`)).toBeUndefined()
  })

  test('reads no note without its blank line, its size or its root', async () => {
    const { checkpoint } = await signedProof(0)
    expect(readNote(checkpoint)?.signatures.length).toBe(1)
    expect(readNote(checkpoint.replace('\n\n', '\n'))).toBeUndefined()
    expect(readNote(checkpoint.replace('\n8\n', '\n08\n'))).toBeUndefined()
    expect(readNote(`${origin}\n8\nAAAA\n\n`)).toBeUndefined()
  })
})

describe('A signature', () => {
  test('of RFC 8032 is known as one', async () => {
    // RFC 8032 §7.1 test 2, with the message as the body of a note.
    const vkey = {
      name: 'rfc8032',
      keyHash: hex('00000000'),
      key: hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
    }
    const note = {
      body: 'r',
      origin: 'rfc8032',
      size: 1,
      root: hex(''),
      signatures: [
        {
          name: 'rfc8032',
          keyHash: hex('00000000'),
          signature: hex(
            '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
              '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
          ),
        },
      ],
    }
    expect(await checkSignature(note, vkey)).toBe('good')
    expect(await checkSignature({ ...note, body: 's' }, vkey)).toBe('bad')
    expect(await checkSignature({ ...note, signatures: [] }, vkey)).toBe('bad')
  })
})
