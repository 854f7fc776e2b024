import { describe, expect, test } from 'vitest'
import {
  another,
  blankEntry,
  keepersOf,
  movesOf,
  nextApril,
  openIn,
  plain,
  postsOn,
  readPaste,
  whoIs,
} from './reshuffle'
import type { Team } from './roll'

const person = (id: string, name: string, reading = '') => ({ id, name, reading })
const post = (code: string, name: string, holder?: string, several = false) => ({
  code,
  name,
  role: 'manager',
  role_name: '管理者',
  ...(several && { several }),
  tenures:
    holder === undefined ? [] : [{ person: { id: holder, name: holder }, from: '2025-04-01' }],
})
const team: Team = {
  persons: [
    person('a', '例示 次郎', 'れいじ じろう'),
    person('b', '見本 佐和子'),
    person('c', '同名 一郎', 'どうめい いちろう'),
    person('d', '同名 一郎', 'どうな かずお'),
    { ...person('e', '退職 済'), ended: true },
    { ...person('f', '見本 保子'), kind: 'outsider' },
  ],
  posts: [
    post('shimin', '市民課長', 'a'),
    post('zeimu', '税務課長', 'b'),
    post('dx', 'ＤＸ推進室長'),
    post('member', '担当課室職員', 'c', true),
  ],
  succession: [],
  may: [],
}
const from = '2027-04-01'
const entry = (name: string, reading = '') => ({ ...blankEntry, name, reading })

describe('A pasted list', () => {
  test('is matched by post, whatever the width of the signs and the spaces', () => {
    const read = readPaste(
      '職名\t氏名\tふりがな\r\n市民　課長\t見本　佐和子\t\r\nDX推進室長\t新任 三郎\tしんにん さぶろう\r\n',
      team,
    )
    expect(read).toEqual({
      entries: {
        shimin: [entry('見本 佐和子')],
        dx: [entry('新任 三郎', 'しんにん さぶろう')],
      },
      count: 2,
      strange: [],
    })
  })

  test('loses no line: what does not fit comes back with its number and the reason', () => {
    const read = readPaste(
      '消防長\tだれか\n市民課長\t\n税務課長\t例示 次郎\n税務課長\t見本 佐和子\n\n',
      team,
    )
    expect(read.strange.map(({ line, why }) => [line, why])).toEqual([
      [1, 'post'],
      [2, 'name'],
      [4, 'twice'],
    ])
    expect(read.count).toBe(1)
  })

  test('may name many for a post that many hold', () => {
    const read = readPaste('担当課室職員\t甲 一\n担当課室職員\t乙 二', team)
    expect(read.entries.member).toHaveLength(2)
    expect(read.strange).toEqual([])
  })
})

describe('A name', () => {
  test('is somebody registered, one of several, or somebody new', () => {
    expect(whoIs(entry('例示次郎'), team)).toMatchObject({ kind: 'person', person: { id: 'a' } })
    expect(whoIs(entry('同名　一郎'), team)).toMatchObject({ kind: 'namesakes' })
    expect(whoIs(entry('同名一郎', 'どうな　かずお'), team)).toMatchObject({
      person: { id: 'd' },
    })
    expect(whoIs({ ...entry('同名一郎'), person: 'c' }, team)).toMatchObject({
      person: { id: 'c' },
    })
    expect(whoIs(entry('退職 済'), team)).toMatchObject({ kind: 'new' })
    expect(whoIs(entry('見本 保子'), team)).toMatchObject({ kind: 'new' })
    expect(whoIs(entry('　'), team)).toEqual({ kind: 'blank' })
    expect(plain('ＣＩＳＯ　補佐')).toBe('ciso補佐')
  })
})

describe('A namesake', () => {
  const draft = (name: string, reading = '', person = '') => ({
    from,
    entries: { dx: [{ name, reading, person }] },
  })

  test('with another reading is neither taken for the one registered nor added in silence', () => {
    const open = draft('例示 次郎', 'れいじ つぐろう')
    expect(openIn(open, team).map((one) => one.code)).toEqual(['dx'])
    expect(movesOf(open, team)).toEqual([])
  })

  test('is taken for the one registered by the name alone, and the review hears of it', () => {
    expect(movesOf(draft('例示 次郎'), team)).toMatchObject([
      { isNew: false, isGuess: true, input: { person: 'a' } },
    ])
    for (const sure of [draft('例示 次郎', 'れいじ　じろう'), draft('例示 次郎', '', 'a')]) {
      expect(movesOf(sure, team)).toMatchObject([{ isGuess: false, input: { person: 'a' } }])
    }
    expect(postsOn('a', team, from)).toEqual(['市民課長'])
  })

  test('is registered as another person when that is chosen, and the server is told', () => {
    expect(movesOf(draft('例示 次郎', '', another), team)[0]?.input).toEqual({
      post: 'dx',
      name: '例示 次郎',
      namesake: true,
    })
    expect(movesOf(draft('新任 三郎'), team)[0]?.input).toEqual({ post: 'dx', name: '新任 三郎' })
  })
})

describe('A reshuffle', () => {
  test('sends only what changes, and says who keeps a post beside the new one', () => {
    const draft = {
      from,
      entries: {
        shimin: [entry('例示 次郎')],
        zeimu: [entry('新任 三郎', 'しんにん さぶろう')],
        dx: [entry('例示 次郎')],
        member: [{ ...entry('同名 一郎'), person: 'c' }, entry('同名 一郎')],
      },
    }
    const moves = movesOf(draft, team)
    expect(moves.map((move) => move.input)).toEqual([
      { post: 'zeimu', name: '新任 三郎', reading: 'しんにん さぶろう' },
      { post: 'dx', person: 'a' },
    ])
    expect(keepersOf(moves, draft, team)).toEqual([{ name: '例示 次郎', post: '市民課長' }])
    expect(openIn(draft, team).map((one) => one.code)).toEqual(['member'])
  })

  test('begins on the next first of April, today included', () => {
    expect(nextApril('2026-11-27')).toBe('2027-04-01')
    expect(nextApril('2027-04-01')).toBe('2027-04-01')
    expect(nextApril('2027-04-02')).toBe('2028-04-01')
    expect(nextApril('2027-03-31')).toBe('2027-04-01')
  })
})
