import { describe, expect, test } from 'vitest'
import { type Approval, approversIn, isInStead, mayOf, type Team, waitsForMe } from './approval'

const approval = (...may: Approval['may']) => ({ may }) as Approval

describe('An approval', () => {
  test('waits for whoever may approve it, or owes the signature, and for nobody else', () => {
    const no = { allowed: false, reason: '責任者だけです。' }
    expect(waitsForMe(approval({ action: 'approve', allowed: true }))).toBe(true)
    expect(waitsForMe(approval({ action: 'confirm', allowed: true }))).toBe(true)
    expect(
      waitsForMe(approval({ action: 'approve', ...no }, { action: 'note_oral', allowed: true })),
    ).toBe(false)
    expect(mayOf(approval({ action: 'approve', ...no }), 'approve').reason).toBe(no.reason)
    expect(mayOf(approval(), 'withdraw')).toEqual({ allowed: false })
  })

  test('may have been given on the telephone by who holds the role today, or stands in', () => {
    const person = (id: string) => ({ id, name: id })
    const team = {
      posts: [
        {
          code: 'h',
          name: '総務部長',
          role: 'head',
          role_name: '責任者',
          stand_in: { person: person('deputy'), post: '市民部長', since: '', reason: '' },
          tenures: [
            { person: person('old'), from: '2024-04-01', to: '2026-03-31' },
            { person: person('head'), from: '2026-04-01' },
          ],
        },
        {
          code: 'c',
          name: '副市長',
          role: 'ciso',
          role_name: 'ＣＩＳＯ',
          tenures: [{ person: person('ciso'), from: '2026-04-01' }],
        },
        {
          code: 'm',
          name: '市民課長',
          role: 'manager',
          role_name: '管理者',
          tenures: [{ person: person('manager'), from: '2026-04-01' }],
        },
      ],
      succession: [{ role: 'head', role_name: '責任者', posts: [{ code: 'm' }], ordered: true }],
    } as unknown as Team
    const names = (roles: string, day = '2026-11-29', isPast = false) =>
      approversIn(team, roles, day, isPast).map((one) => one.id)
    expect(names('責任者')).toEqual(['head', 'deputy'])
    expect(names('責任者、ＣＩＳＯ')).toEqual(['head', 'deputy', 'ciso'])
    expect(names('管理')).toEqual([])
    // Of another day: who held it then, and whoever may have stood in.
    expect(names('責任者', '2026-03-20', true)).toEqual(['old', 'deputy'])
    expect(names('責任者', '2026-11-28', true)).toEqual(['head', 'deputy', 'manager'])
  })

  test('is confirmed in the stead of another by whoever did not say so themselves', () => {
    const oral = { by: { id: 'head', name: '部長' }, at: '', how: '電話' }
    expect(isInStead({ oral } as Approval, 'head')).toBe(false)
    expect(isInStead({ oral } as Approval, 'successor')).toBe(true)
    expect(isInStead({} as Approval, 'successor')).toBe(false)
  })
})
