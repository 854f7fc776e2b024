import { describe, expect, test } from 'vitest'
import {
  isAtDeskOnly,
  monthsUnchecked,
  numbersOf,
  type Roster,
  type Row,
  weeksFrom,
} from './roster'

const row = (contacts?: Partial<Row['contacts']>, extension?: string): Row => ({
  person: { id: 'a', name: '例示 次郎' },
  away: false,
  posts: [{ code: 'p', name: '市民課長', role_name: '管理者', ...(extension && { extension }) }],
  ...(contacts && {
    contacts: {
      may_mail: false,
      checked_at: '2026-05-01T00:00:00Z',
      checked_by: { id: 'a', name: '例示 次郎' },
      ...contacts,
    },
  }),
})

describe('連絡先', () => {
  test('a mobile comes first, and the extension of the post stands in for one of their own', () => {
    expect(numbersOf(row({ phone: '000-000-0000', mobile: '000-0000-0000' }, '0210'))).toEqual([
      { kind: 'mobile', number: '000-0000-0000' },
      { kind: 'phone', number: '000-000-0000' },
      { kind: 'extension', number: '0210' },
    ])
    expect(numbersOf(row({ extension: '0211' }, '0210'))).toEqual([
      { kind: 'extension', number: '0211' },
    ])
    expect(numbersOf(undefined)).toEqual([])
  })

  test('an extension alone reaches nobody at night', () => {
    expect(isAtDeskOnly(numbersOf(row(undefined, '0210')))).toBe(true)
    expect(isAtDeskOnly(numbersOf(row({ mobile: '000-0000-0000' }, '0210')))).toBe(false)
    expect(isAtDeskOnly([])).toBe(false)
  })

  test('after half a year without a check it is said for how long', () => {
    const { contacts } = row({})
    if (contacts === undefined) throw new Error('no contacts')
    expect(monthsUnchecked(contacts, new Date('2026-10-28T00:00:00Z'))).toBeUndefined()
    expect(monthsUnchecked(contacts, new Date('2026-11-29T00:00:00Z'))).toBe(7)
  })
})

test('weeks begin on Monday, also when it is Sunday, and say who is on duty already', () => {
  const roster: Roster = {
    day: '2026-11-29',
    people: [],
    order: [],
    line: [],
    minutes: 10,
    may: [],
    duties: [
      { id: '1', person: { id: 'a', name: '甲' }, from: '2026-11-23', to: '2026-11-29' },
      { id: '2', person: { id: 'b', name: '乙' }, from: '2026-12-02', to: '2026-12-02' },
    ],
  }
  expect(weeksFrom(roster, 2)).toEqual([
    { from: '2026-11-23', to: '2026-11-29', names: ['甲'] },
    { from: '2026-11-30', to: '2026-12-06', names: ['乙'] },
  ])
})
