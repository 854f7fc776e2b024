import { expect, test } from 'vitest'
import { blankSpoken, exchangesOf, gapsOf, questionInput, replyInput, servesOf } from './exchange'

const now = new Date('2026-11-24T09:00:00Z')

test('a reply says something; a question may be no more than its items', () => {
  const blank = blankSpoken('phone', [])
  expect(gapsOf('reply', blank, now)).toEqual(['note'])
  expect(gapsOf('question', blank, now)).toEqual(['note'])
  expect(gapsOf('question', { ...blank, items: ['when'] }, now)).toEqual([])
  expect(gapsOf('reply', { ...blank, items: ['when'] }, now)).toEqual(['note'])
})

test('an answer is due at a time to come', () => {
  const asked = { ...blankSpoken('phone', ['when']), dueAt: '2026-11-24T08:59:00Z' }
  expect(gapsOf('question', asked, now)).toEqual(['dueAt'])
  expect(gapsOf('reply', { ...asked, note: '伝えた' }, now)).toEqual([])
  expect(gapsOf('question', { ...asked, dueAt: '2026-11-24T15:00:00Z' }, now)).toEqual([])
})

test('what was not written is not sent', () => {
  const draft = { ...blankSpoken('counter', ['who']), note: ' 留守番電話 ' }
  expect(questionInput(draft)).toEqual({ way: 'counter', note: '留守番電話', items: ['who'] })
  expect(replyInput(draft)).toEqual({ way: 'counter', note: '留守番電話' })
  expect(servesOf('question', { ...draft, dueAt: '2026-11-24T15:00:00Z' })).toEqual({
    purpose: 'question',
    items: ['who'],
    due_at: '2026-11-24T15:00:00Z',
  })
  expect(servesOf('reply', draft)).toEqual({ purpose: 'reply' })
})

test('questions and replies stand in the order they were said, not in that of writing', () => {
  const by = { id: 'p', name: '担当' }
  const common = { way: 'phone', recorded_at: '2026-11-24T09:00:00Z', by } as const
  const rows = exchangesOf({
    questions: [{ ...common, at: '2026-11-24T08:00:00Z', items: [], open: false }],
    replies: [{ ...common, at: '2026-11-24T07:00:00Z' }],
  })
  expect(rows.map((row) => row.kind)).toEqual(['replied', 'asked'])
})
