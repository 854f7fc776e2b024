import { describe, expect, test, vi } from 'vitest'
import { Part, prepare } from './part'

const ja = { tea: { hot: '{n}杯の茶', cold: '麦茶' } } as const
const en = { tea: { hot: '{n} {n|cup|cups} of tea', cold: 'Barley tea' } }

describe('A part of the dictionary', () => {
  test('says its own texts and the common ones, in Japanese at once', () => {
    const part = new Part(ja, async () => en)
    expect(part.ja('tea.hot', { n: 2 })).toBe('2杯の茶')
    expect(part.ja('ui.errorCount', { n: 2 })).toBe('2か所を直してください')
  })

  test('fetches no English before somebody speaks it, and then once', async () => {
    const fetchEnglish = vi.fn(async () => en)
    const part = new Part(ja, fetchEnglish)
    expect(fetchEnglish).not.toHaveBeenCalled()
    await prepare('en')
    await prepare('en')
    expect(part.en?.('tea.hot', { n: 1 })).toBe('1 cup of tea')
    expect(part.en?.('ui.errorCount', { n: 1 })).toBe('1 thing needs correcting')
    expect(fetchEnglish).toHaveBeenCalledTimes(1)
    await prepare('ja')
  })

  test('that is loaded while English is spoken sets out for its English at once', async () => {
    await prepare('en')
    const fetchEnglish = vi.fn(async () => en)
    const part = new Part(ja, fetchEnglish)
    expect(fetchEnglish).toHaveBeenCalledTimes(1)
    expect((await part.coming())('tea.cold')).toBe('Barley tea')
    await prepare('ja')
  })

  test('is fetched again for a person who asks again, never by drawing it again', async () => {
    let isThere = false
    const fetchEnglish = vi.fn(async () => {
      if (!isThere) throw new Error('lost')
      return en
    })
    const part = new Part(ja, fetchEnglish)
    await expect(part.coming()).rejects.toThrow('lost')
    await expect(part.coming()).rejects.toThrow('lost')
    expect(fetchEnglish).toHaveBeenCalledTimes(1)
    isThere = true
    await prepare('en')
    expect(part.en?.('tea.cold')).toBe('Barley tea')
    await prepare('ja')
  })
})
