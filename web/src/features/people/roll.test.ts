import { describe, expect, test } from 'vitest'
import { absenceNow, holdersOf, postsHeldBy, rolesOf, type Team, turnOf } from './roll'

const now = new Date('2026-11-29T20:00:00+09:00')
const post = (code: string, role: string, person?: string): Team['posts'][number] => ({
  code,
  name: code,
  role,
  role_name: role,
  tenures:
    person === undefined
      ? []
      : [
          { person: { id: 'before', name: '前の人' }, from: '2024-04-01', to: '2026-03-31' },
          { person: { id: person, name: person }, from: '2026-04-01' },
        ],
})
const team: Team = {
  persons: [
    {
      id: 'a',
      name: 'a',
      absences: [
        { id: '1', from: '2026-11-28T00:00:00Z', until: '2026-11-29T11:00:00Z', reason: '出張' },
        { id: '2', from: '2026-12-28T00:00:00Z', reason: '休暇' },
      ],
    },
    { id: 'b', name: 'b', absences: [{ id: '3', from: '2026-11-29T00:00:00Z', reason: '休暇' }] },
  ],
  posts: [post('head', 'head', 'a'), post('first', 'deputy', 'b'), post('second', 'deputy', 'c')],
  succession: [],
  may: [],
}
const line = (ordered: boolean, ...there: boolean[]) => ({
  role: 'head',
  role_name: '責任者',
  ordered,
  posts: there.map((one, place) => ({
    code: ['first', 'second', 'third'][place] ?? '',
    name: '',
    there: one,
  })),
})

describe('The roll', () => {
  test('counts somebody as away from the first moment until the last, which is back', () => {
    const [a, b] = team.persons
    expect(absenceNow(a, new Date('2026-11-29T10:59:59Z'))?.id).toBe('1')
    expect(absenceNow(a, new Date('2026-11-29T11:00:00Z'))).toBeUndefined()
    expect(absenceNow(b, now)?.id).toBe('3')
    expect(absenceNow(b, new Date('2026-11-28T23:59:59Z'))).toBeUndefined()
  })

  test('says of several absences the one that keeps somebody away longest', () => {
    const from = '2026-11-28T00:00:00Z'
    const away = (...ends: (string | undefined)[]) =>
      absenceNow(
        {
          id: 'a',
          name: 'a',
          absences: ends.map((until, place) => ({
            id: String(place),
            from,
            reason: '出張',
            ...(until !== undefined && { until }),
          })),
        },
        now,
      )?.id
    const [noon, evening] = ['2026-11-29T12:00:00Z', '2026-11-29T20:00:00Z']
    expect(away(noon, evening)).toBe('1')
    expect(away(evening, noon)).toBe('0')
    expect(away(evening, undefined, noon)).toBe('1')
  })

  test('says who sits where today, who is away, and who will be', () => {
    const [head] = team.posts
    expect(head && holdersOf(head, team, now)).toEqual([
      expect.objectContaining({ id: 'a', later: expect.objectContaining({ id: '2' }) }),
    ])
    expect(postsHeldBy('c', team, now)).toEqual(['second'])
    expect(postsHeldBy('before', team, now)).toEqual([])
  })

  test('follows the order of the charter, and keeps a role that has no post', () => {
    const roles = [
      { code: 'deputy', name: '副責任者', holder: '', duty: '' },
      { code: 'expert', name: '専門家', holder: '警察等', duty: '' },
      { code: 'unused', name: '使わない', holder: '', duty: '' },
    ]
    const found = rolesOf(team, { roles } as Parameters<typeof rolesOf>[1])
    expect(found.map((role) => [role.code, role.posts.length])).toEqual([
      ['deputy', 2],
      ['expert', 0],
      ['head', 1],
    ])
  })

  test('asks about those ahead who are there, and about nobody where there is no order', () => {
    expect(turnOf(line(true, true, true, true), ['third']).ahead.map((one) => one.code)).toEqual([
      'first',
      'second',
    ])
    expect(turnOf(line(true, false, true), ['second'])).toMatchObject({
      ahead: [],
      next: { code: 'second' },
      mine: { code: 'second' },
    })
    expect(turnOf(line(false, true, true), ['second']).ahead).toEqual([])
    expect(turnOf(line(true, true, true), ['other'])).toMatchObject({ mine: undefined, ahead: [] })
  })
})
