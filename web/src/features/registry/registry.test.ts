import { describe, expect, test } from 'vitest'
import {
  type Contractor,
  callOrder,
  checkedState,
  dialled,
  inputOf,
  isOver,
  mayWorkFor,
  nameless,
  noContact,
  placed,
  softwareInput,
  softwareLine,
  unnamedSoftware,
  valuesOf,
} from './registry'

const company = (id: string, works_for?: string, rest: Partial<Contractor> = {}): Contractor => ({
  id,
  name: id,
  rev: 1,
  tier: 0,
  contacts: [],
  ended: false,
  owes_erasure: false,
  ...(works_for !== undefined && { works_for }),
  ...rest,
})

describe('The contractors', () => {
  test('stand under whom they work for, a step further in each', () => {
    const all = [
      company('sub-sub', 'sub'),
      company('main'),
      company('sub', 'main'),
      company('other'),
    ]
    expect(placed(all).map(({ contractor, depth }) => [contractor.id, depth])).toEqual([
      ['main', 0],
      ['sub', 1],
      ['sub-sub', 2],
      ['other', 0],
    ])
  })

  test('are all there, also in a ring and after whom nobody knows', () => {
    const all = [company('a', 'b'), company('b', 'a'), company('c', 'gone')]
    expect(placed(all).map(({ contractor }) => contractor.id)).toEqual(['c', 'a', 'b'])
  })

  test('never work for themselves, at any remove, nor for one that has ended', () => {
    const all = [
      company('main'),
      company('sub', 'main'),
      company('sub-sub', 'sub'),
      company('other'),
      company('past', undefined, { ended: true }),
    ]
    expect(mayWorkFor(all, 'main').map(({ id }) => id)).toEqual(['other'])
    expect(mayWorkFor(all, 'sub').map(({ id }) => id)).toEqual(['main', 'other'])
    expect(mayWorkFor(all, undefined)).toHaveLength(4)
  })
})

describe('Whom to call', () => {
  test('begins with who answers at night, however the digits are written', () => {
    const contacts = [
      { name: '営業', hours: '平日 9時から17時' },
      { name: '当番', hours: '２４時間' },
      { name: '保守', hours: '24 時間365日' },
      { name: 'Abroad', hours: '24/7' },
      { name: '窓口', hours: '9時から17時24分' },
    ]
    const order = ['当番', '保守', 'Abroad', '営業', '窓口']
    expect(callOrder(contacts).map(({ name }) => name)).toEqual(order)
  })

  test('is dialled as a telephone reads it', () => {
    expect(dialled('０００ー１２３－４５６７')).toBe('000-123-4567')
  })

  test('is a guess when nobody has checked for half a year', () => {
    const now = new Date('2026-11-27T09:00:00+09:00')
    const on = (day: string) => company('a', undefined, { checked_at: `${day}T09:00:00+09:00` })
    expect(checkedState(company('a'), now)).toBe('never')
    expect(checkedState(on('2026-05-31'), now)).toBe('fresh')
    expect(checkedState(on('2026-05-30'), now)).toBe('old')
  })
})

describe('A contract', () => {
  test('holds through its last day', () => {
    const until = company('a', undefined, { contract_until: '2027-03-31' })
    expect(isOver(until, new Date('2027-03-31T23:59:00+09:00'))).toBe(false)
    expect(isOver(until, new Date('2027-04-01T00:01:00+09:00'))).toBe(true)
    expect(isOver(company('a'), new Date())).toBe(false)
  })
})

describe('The form of a contractor', () => {
  test('sends nothing blank and no contact that was only opened', () => {
    const values = {
      ...valuesOf(undefined),
      name: ' 架空システム株式会社 ',
      contacts: [noContact, { ...noContact, name: '当番 ', phone: '000-111-2222' }],
    }
    expect(inputOf(values)).toEqual({
      name: '架空システム株式会社',
      contacts: [{ name: '当番', phone: '000-111-2222' }],
    })
  })

  test('gives back what the row has', () => {
    const row = company('a', 'b', {
      contract_until: '2027-03-31',
      contacts: [{ name: '当番', hours: '24時間' }],
    })
    expect(inputOf(valuesOf(row))).toEqual({
      name: 'a',
      works_for: 'b',
      contract_until: '2027-03-31',
      contacts: [{ name: '当番', hours: '24時間' }],
    })
  })

  test('finds a telephone without a name', () => {
    expect(
      nameless([noContact, { ...noContact, phone: '000' }, { ...noContact, name: 'x' }]),
    ).toEqual([1])
  })
})

describe('Software of a system', () => {
  const server = { vendor: '見本ソフト', name: 'みほんサーバー', version: '7.2', cpe: '' }
  const empty = { vendor: '', name: '', version: ' ', cpe: '' }

  test('is sent without what is blank, and not when it was only opened', () => {
    expect(softwareInput([empty, server])).toEqual([
      { vendor: '見本ソフト', name: 'みほんサーバー', version: '7.2' },
    ])
  })

  test('wants a name where anything else was said', () => {
    expect(unnamedSoftware([empty, server, { ...empty, version: '7' }])).toEqual([2])
  })

  test('is one line to read', () => {
    expect(softwareLine(server)).toBe('見本ソフト みほんサーバー 7.2')
    expect(softwareLine({ name: '一太郎' })).toBe('一太郎')
  })
})
