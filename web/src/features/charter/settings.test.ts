import { describe, expect, test } from 'vitest'
import {
  columnsOf,
  groupOf,
  isSame,
  moved,
  namesOf,
  rightOf,
  sectionOf,
  widestOf,
  withCode,
} from './settings'

const choices = [
  { code: 'head', name: '責任者' },
  { code: 'deputy', name: '副責任者' },
  { code: 'deputy.acting', name: '副責任者（責任者に代わっている間だけ）' },
  { code: 'deputy.own', name: '副責任者（所管する部局の事案だけ）' },
  { code: 'manager', name: '管理者' },
  { code: 'manager.own', name: '管理者（所管する部局の事案だけ）' },
  { code: 'handler', name: 'ハンドラー' },
]
const [head, deputy, manager] = columnsOf(choices)

describe('The rights table', () => {
  test('has one column for a role, whatever narrower rights it may have', () => {
    expect(columnsOf(choices).map(({ code }) => code)).toEqual([
      'head',
      'deputy',
      'manager',
      'handler',
    ])
    expect(head?.narrower).toEqual([])
    expect(deputy?.narrower.map(({ kind }) => kind)).toEqual(['acting', 'own'])
    expect(manager?.narrower.map(({ code }) => code)).toEqual(['manager.own'])
  })

  test('has a column also for roles that are offered in a few rows only', () => {
    const row = (choices: { code: string; name: string }[]) => ({
      path: '/policy/x',
      label: 'x',
      value: '',
      choices,
    })
    const outside = { code: 'contractor', name: '外部委託事業者' }
    const widest = widestOf([row(choices), row([...choices, outside]), row(choices)])
    expect(columnsOf(widest).map(({ code }) => code)).toContain('contractor')
    expect(widestOf([])).toEqual([])
  })

  test('tells the whole right from a narrower one, and both from none', () => {
    if (deputy === undefined) throw new Error('no deputy')
    expect(rightOf(deputy, ['head', 'deputy'])).toBe('whole')
    expect(rightOf(deputy, ['head', 'deputy.acting'])).toEqual(['acting'])
    expect(rightOf(deputy, ['deputy.own', 'deputy.acting'])).toEqual(['acting', 'own'])
    expect(rightOf(deputy, ['head'])).toEqual([])
  })

  test('gathers its rows by what they are about', () => {
    expect(groupOf('/policy/report.read')).toBe('report')
    expect(groupOf('/policy/access.read')).toBe('journal')
    expect(groupOf('/policy/clock.set')).toBe('other')
  })
})

describe('A box that is ticked', () => {
  test('puts the code where the choices have it, not at the end', () => {
    expect(withCode(['head', 'handler'], 'deputy.acting', true, choices)).toEqual([
      'head',
      'deputy.acting',
      'handler',
    ])
  })

  test('for the whole right takes the narrower ones away, and only of this role', () => {
    const codes = ['deputy.acting', 'manager.own']
    expect(withCode(codes, 'deputy', true, choices)).toEqual(['deputy', 'manager.own'])
  })

  test('and then not any longer leaves what was not asked about', () => {
    expect(withCode(['head', 'deputy.acting'], 'deputy', false, choices)).toEqual([
      'head',
      'deputy.acting',
    ])
    expect(withCode(['head', 'gone-role'], 'head', false, choices)).toEqual(['gone-role'])
  })
})

describe('The order of those who stand in', () => {
  const line = ['shimin', 'fukushi', 'kyoiku']

  test('changes by one place, and not beyond its ends', () => {
    expect(moved(line, 'kyoiku', -1)).toEqual(['shimin', 'kyoiku', 'fukushi'])
    expect(moved(line, 'shimin', 1)).toEqual(['fukushi', 'shimin', 'kyoiku'])
    expect(moved(line, 'shimin', -1)).toEqual(line)
    expect(moved(line, 'kyoiku', 1)).toEqual(line)
    expect(moved(line, 'nobody', 1)).toEqual(line)
  })
})

describe('A setting', () => {
  test('stands on the card it belongs to; one nobody knows is not lost', () => {
    expect(sectionOf('/point_of_contact/mail/0/address')).toBe('contact')
    expect(sectionOf('/succession/role=head/posts')).toBe('succession')
    expect(sectionOf('/approvals/code=release/roles')).toBe('approvals')
    expect(sectionOf('/policy/report.read')).toBe('rights')
    expect(sectionOf('/decision_body_ja')).toBe('names')
    expect(sectionOf('/something/new')).toBe('names')
  })

  test('is the same when its codes are, in the same order', () => {
    expect(isSame(['a', 'b'], ['a', 'b'])).toBe(true)
    expect(isSame(['a', 'b'], ['b', 'a'])).toBe(false)
  })

  test('is read by the names of its codes', () => {
    expect(namesOf(['handler', 'x'], choices)).toEqual(['ハンドラー', 'x'])
  })
})
