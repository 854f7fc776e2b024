import { describe, expect, test } from 'vitest'
import { changesOf, correctionGaps, correctionOf, isSameJudgement, withAnswers } from './correction'
import type { Incident } from './data'

const answers = { residents: 'yes', stopped: 'no', spreading: 'unknown' } as const
const incident = {
  title: '案内状の紛失',
  priority: 'P3',
  proposed_priority: 'P3',
  answers,
  categories: [{ code: 'C', name: '盗難・紛失', subtype: 'loss', main: true, suspected: true }],
} as unknown as Incident
const proposed = (priority: 'P2' | 'P3') => ({ priority, name: '', reason: '', targets: [] })
const as = (part: object) => ({ ...correctionOf(incident), ...part })

describe('A correction', () => {
  test('opens with the judgement as it stands, and sends nothing of it back', () => {
    const draft = correctionOf(incident)
    expect(draft).toMatchObject({ ...answers, title: '案内状の紛失', main: 'C', priority: 'P3' })
    expect(changesOf(draft, incident, proposed('P3'))).toEqual({})
    expect(correctionGaps(draft, incident, proposed('P3'))).toEqual(['nothing'])
  })

  test('sends only what differs', () => {
    expect(changesOf(as({ title: ' 案内状の誤送付 ' }), incident, proposed('P3'))).toEqual({
      title: '案内状の誤送付',
    })
    const chosen = [{ code: 'C', subtype: 'misdelivery', suspected: false }]
    expect(changesOf(as({ chosen }), incident, proposed('P3'))).toEqual({
      categories: [{ code: 'C', subtype: 'misdelivery', main: true }],
    })
  })

  test('takes the priority that the new answers lead to', () => {
    const draft = as({ ...withAnswers({ spreading: 'yes' }), reason: '広がった' })
    expect(changesOf(draft, incident, proposed('P2'))).toEqual({
      answers: { ...answers, spreading: 'yes' },
      priority: 'P2',
    })
    expect(correctionGaps(draft, incident, undefined)).toEqual(['proposal'])
  })

  test('asks why the priority is not the proposed one, then why it is corrected', () => {
    const draft = as({ priority: 'P1' })
    expect(correctionGaps(draft, incident, proposed('P3'))).toEqual(['priorityReason'])
    const why = { ...draft, priorityReason: '議会の前日' }
    expect(correctionGaps(why, incident, proposed('P3'))).toEqual(['reason'])
    expect(correctionGaps({ ...why, reason: '上申' }, incident, proposed('P3'))).toEqual([])
    expect(changesOf(why, incident, proposed('P3'))).toEqual({
      priority: 'P1',
      priority_reason: '議会の前日',
    })
  })

  test('gives up an own priority when the proposed one is taken again', () => {
    const own = { ...incident, priority: 'P1', priority_reason: '議会の前日' } as Incident
    const draft = { ...correctionOf(own), priority: '' as const }
    expect(changesOf(draft, own, proposed('P3'))).toEqual({ priority: 'P3' })
  })

  test('of the title alone leaves the priority, whatever would be proposed today', () => {
    const draft = as({ title: '誤送付', reason: '誤字' })
    expect(changesOf(draft, incident, proposed('P2'))).toEqual({ title: '誤送付' })
    expect(correctionGaps(draft, incident, proposed('P2'))).toEqual([])
  })

  test('of the title alone does not ask for answers that were never given', () => {
    const { answers: _, ...old } = incident
    const draft = { ...correctionOf(old), title: '誤送付', reason: '誤字' }
    expect(correctionGaps(draft, old, undefined)).toEqual([])
    expect(correctionGaps({ ...draft, stopped: 'yes' }, old, undefined)).toEqual(['answers'])
  })

  test('clashes with another correction, not with other work on the incident', () => {
    expect(isSameJudgement({ ...incident, rev: 9, department: '税務課' }, incident)).toBe(true)
    expect(isSameJudgement({ ...incident, title: '誤送付' }, incident)).toBe(false)
  })
})
