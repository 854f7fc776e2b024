import { describe, expect, test } from 'vitest'
import { kindRows, toggleRow } from '@/triage/triage'
import {
  blankJudgement,
  gapsOf,
  type JudgementDraft,
  judgementInput,
  nextAfter,
  withKinds,
} from './judgement'

const rows = kindRows([
  { code: 'B', name: '外部からのサイバー攻撃', definition: '', subtypes: [] },
  { code: 'C', name: '盗難・紛失', definition: '', subtypes: [] },
])
const row = (value: string) => {
  const found = rows.find((one) => one.value === value)
  if (found === undefined) throw new Error(value)
  return found
}
const press = (draft: JudgementDraft, value: string): JudgementDraft => ({
  ...draft,
  ...withKinds(toggleRow(row(value), rows, draft), draft),
})

const proposal = { priority: 'P2' as const, name: '高', reason: '', targets: [] }
const answers = { residents: 'yes', stopped: 'no', spreading: 'unknown' } as const
const now = new Date('2026-11-24T01:00:00Z')
const title = '見慣れないページが出る'

describe('A kind', () => {
  test('makes the report an incident when the first one is chosen', () => {
    const draft = press(blankJudgement, 'B')
    expect(draft.outcome).toBe('incident')
    expect(draft.main).toBe('B')
  })

  test('does not overrule another answer that was given before', () => {
    expect(press({ ...blankJudgement, outcome: 'watch' }, 'B').outcome).toBe('watch')
  })
})

describe('A judgement', () => {
  const ready = { ...press(blankJudgement, 'B'), ...answers }

  test('says in the order of the screen what is still open', () => {
    expect(gapsOf(blankJudgement, title, undefined, now)).toEqual(['outcome'])
    const incident = { ...blankJudgement, outcome: 'incident' as const }
    expect(gapsOf(incident, '', undefined, now)).toEqual(['kind', 'answers', 'title'])
    expect(gapsOf(ready, title, proposal, now)).toEqual([])
  })

  test('asks why the priority is not the proposed one, and only then', () => {
    const other = { ...ready, priority: 'P1' as const }
    expect(gapsOf(other, title, proposal, now)).toEqual(['priorityReason'])
    expect(gapsOf({ ...ready, priority: 'P2' }, title, proposal, now)).toEqual([])
  })

  test('as an incident carries title, kinds and answers, and the priority when it was changed', () => {
    expect(judgementInput(ready, title, proposal)).toEqual({
      outcome: 'incident',
      title,
      categories: [{ code: 'B', main: true }],
      answers,
    })
    const other = { ...ready, title: '改ざん', priority: 'P1' as const, priorityReason: '公開中' }
    expect(judgementInput(other, title, proposal)).toMatchObject({
      title: '改ざん',
      priority: 'P1',
      priority_reason: '公開中',
    })
  })

  test('of any other sort needs its reason and what belongs to it', () => {
    const join = { ...ready, outcome: 'join' as const }
    expect(gapsOf(join, title, proposal, now)).toEqual(['incident', 'reason'])
    const moved = { ...ready, outcome: 'transferred' as const, reason: '担当外' }
    expect(gapsOf(moved, title, proposal, now)).toEqual(['transferredTo'])
    expect(judgementInput({ ...moved, transferredTo: '税務課 ' }, title, proposal)).toEqual({
      outcome: 'transferred',
      reason: '担当外',
      transferred_to: '税務課',
    })
  })

  test('looks again on a day to come', () => {
    const watch = { ...blankJudgement, outcome: 'watch' as const, reason: '様子を見る' }
    const past = { ...watch, lookAgainAt: '2026-11-23T15:00:00Z' }
    expect(gapsOf(past, title, undefined, now)).toEqual(['lookAgain'])
    const ahead = { ...watch, lookAgainAt: '2026-11-25T15:00:00Z' }
    expect(gapsOf(ahead, title, undefined, now)).toEqual([])
    expect(judgementInput(ahead, title, undefined)).toHaveProperty('look_again_at')
    expect(judgementInput(watch, title, undefined)).not.toHaveProperty('look_again_at')
  })

  test('opens the report below, or the one above when it was the last', () => {
    expect(nextAfter('b', ['a', 'b', 'c'])).toBe('c')
    expect(nextAfter('c', ['a', 'b', 'c'])).toBe('b')
    expect(nextAfter('a', ['a'])).toBeUndefined()
    expect(nextAfter('x', ['a', 'b'])).toBe('a')
  })
})
