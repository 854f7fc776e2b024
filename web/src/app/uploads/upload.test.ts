import { describe, expect, test } from 'vitest'
import { bytesText, nameForPasted } from './upload'

describe('A file', () => {
  test('says its size shortly', () => {
    expect([512, 1240, 284_311, 3_100_000].map(bytesText)).toEqual([
      '512 B',
      '1.2 kB',
      '284 kB',
      '3.1 MB',
    ])
  })

  test('that was pasted gets a name of its own, a named one keeps its own', () => {
    const now = new Date('2026-11-23T02:12:40Z')
    expect(nameForPasted(new File([], 'image.png'), now).name).toBe('image-20261123-021240.png')
    expect(nameForPasted(new File([], '貸出簿.pdf'), now).name).toBe('貸出簿.pdf')
  })
})
