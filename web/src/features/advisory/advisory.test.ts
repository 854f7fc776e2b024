import { describe, expect, test } from 'vitest'
import { type Assessment, cvesIn, deadFeeds, gapsOf, metSystems, productLine } from './advisory'

const match = (id: string) => ({
  system: { id },
  software: { name: 'みほんゲート' },
  how: 'product' as const,
  words: 'みほんゲート',
})

describe('An advisory', () => {
  test('ticks each system it meets once', () => {
    const one = { matches: [match('a'), match('b'), match('a')] } as unknown as Assessment
    expect(metSystems(one)).toEqual(['a', 'b'])
  })

  test('names a product by its maker and name, or by what else there is', () => {
    expect(productLine({ vendor: '見本ソフト', name: 'みほんゲート' })).toBe(
      '見本ソフト みほんゲート',
    )
    expect(productLine({ vendor: '', name: 'みほんゲート' })).toBe('みほんゲート')
    expect(productLine({ name: '', cpe: 'cpe:/a:mihon:gate' })).toBe('cpe:/a:mihon:gate')
  })

  test('takes CVEs however they were pasted', () => {
    expect(cvesIn('ＣＶＥ－２０２６－１１１１１、cve-2026-22222\nCVE-2026-33333 ')).toEqual([
      'CVE-2026-11111',
      'CVE-2026-22222',
      'CVE-2026-33333',
    ])
    expect(cvesIn('  ')).toEqual([])
  })
})

describe('An answer', () => {
  test('該当あり names systems, 該当なし says how, 調査中 needs nothing', () => {
    expect(gapsOf(undefined, [], '')).toEqual(['answer'])
    expect(gapsOf('affected', [], '')).toEqual(['systems'])
    expect(gapsOf('affected', ['a'], '')).toEqual([])
    expect(gapsOf('none', [], ' ')).toEqual(['note'])
    expect(gapsOf('none', [], '版が違う')).toEqual([])
    expect(gapsOf('checking', [], '')).toEqual([])
  })
})

describe('Feeds', () => {
  test('that fail are dead; what comes by hand never is', () => {
    const failed_since = '2026-11-27T00:00:00Z'
    const feeds = [
      { name: 'a', named: true },
      { name: 'b', named: true, failed_since },
      { name: 'c', named: false, failed_since },
    ]
    expect(deadFeeds(feeds).map((feed) => feed.name)).toEqual(['b'])
  })
})
