import { describe, expect, test } from 'vitest'
import {
  blankMisdelivery,
  type CountDraft,
  countInput,
  gapsOf,
  meaningsOf,
  misdeliveryInput,
  readCount,
  surenessOf,
  withSureness,
  withText,
} from './misdelivery'

const typed = (text: string): CountDraft => ({ text, sureness: '' })
const ready = {
  ...blankMisdelivery,
  kind: 'mail' as const,
  what: 'Ccで送った',
  noticedAt: '2026-11-24T01:00:00Z',
}

describe('A number', () => {
  test('is read in any width, with its commas and its unit', () => {
    expect(['300', '３００人', '1,284', ' 12 件', '0'].map(readCount)).toEqual([
      300, 300, 1284, 12, 0,
    ])
    expect(['約300', '-1', '1.5', '', '99999999999'].map(readCount)).toEqual(
      Array(5).fill(undefined),
    )
  })

  test('that is typed is 確定, and a blank is 調査中, never zero', () => {
    expect(surenessOf(typed('300'))).toBe('exact')
    expect(surenessOf(typed(''))).toBe('investigating')
    expect(countInput(typed('300'))).toEqual({ state: 'known', value: 300 })
    expect(countInput(typed(''))).toEqual({ state: 'investigating' })
    expect(countInput(typed('0'))).toEqual({ state: 'known', value: 0 })
  })

  test('can be 概数, and cannot stand beside 不明', () => {
    const about = withSureness(typed('300'), 'estimate')
    expect(countInput(about)).toEqual({ state: 'known', value: 300, estimate: true })
    const unknown = withSureness(about, 'unknown')
    expect(unknown.text).toBe('')
    expect(countInput(unknown)).toEqual({ state: 'unknown' })
    expect(surenessOf(withText(unknown, '5'))).toBe('exact')
    expect(surenessOf(withText(about, '5'))).toBe('estimate')
  })
})

describe('The short path', () => {
  test('asks for the kind, what happened and when it was known; numbers may stay open', () => {
    expect(gapsOf(blankMisdelivery)).toEqual(['kind', 'what', 'noticedAt'])
    expect(gapsOf(ready)).toEqual([])
    expect(gapsOf({ ...ready, persons: typed('たくさん') })).toEqual(['persons'])
  })

  test('sends numbers apart and leaves out what was not written', () => {
    expect(misdeliveryInput(blankMisdelivery)).toBeUndefined()
    expect(
      misdeliveryInput({
        ...ready,
        recipients: typed('300'),
        persons: withSureness(typed('300'), 'estimate'),
        dataKinds: ['mail'],
        deletion: 'asked',
      }),
    ).toEqual({
      kind: 'mail',
      what: 'Ccで送った',
      noticed_at: '2026-11-24T01:00:00Z',
      recipients: { state: 'known', value: 300 },
      persons: { state: 'known', value: 300, estimate: true },
      items: { state: 'investigating' },
      data_kinds: ['mail'],
      deletion: 'asked',
      recovery: 'not_yet',
      apology: 'not_yet',
    })
  })

  test('has at most fifteen fields', () => {
    expect(Object.keys(blankMisdelivery).length).toBeLessThanOrEqual(15)
  })
})

describe('What it may mean', () => {
  const of = (persons: CountDraft, dataKinds: typeof blankMisdelivery.dataKinds = ['mail']) =>
    meaningsOf({ ...ready, persons, dataKinds })

  test('changes above a hundred people, not at a hundred', () => {
    expect(of(typed('100'))).toEqual(['noneSoFar'])
    expect(of(typed('101'))).toEqual(['overHundred'])
    expect(of(withSureness(typed('101'), 'estimate'))).toEqual(['overHundred'])
  })

  test('counts for one person where the data are delicate', () => {
    expect(of(typed('1'), ['sensitive', 'my_number'])).toEqual(['sensitive', 'myNumber'])
  })

  test('never calls it harmless while something is open', () => {
    expect(of(typed(''))).toEqual(['personsOpen'])
    expect(of(typed('5'), [])).toEqual(['kindsOpen'])
  })
})
