import { expect, test } from 'vitest'
import { type Call, firstOf, ownCall, ringing, stateOf, type Wake, wakeLines } from './wake'

const call = (id: string, more: Partial<Call> = {}): Call => ({
  person: { id, name: id },
  because: 'holds_post',
  away: false,
  has_number: true,
  ...more,
})
const wake = (calls: Call[], more: Partial<Wake> = {}): Wake => ({
  id: 'w',
  number: 'R8-0012',
  state: 'calling',
  by: { id: 'clerk', name: 'clerk' },
  at: '2026-11-29T17:00:00Z',
  has_next: true,
  calls,
  ...more,
})
const at = '2026-11-29T17:00:00Z'

test('the last who was called is the one whose telephone rings', () => {
  const calls = [call('a', { called_at: at }), call('b', { called_at: at }), call('c')]
  expect(ringing(wake(calls))?.person.id).toBe('b')
  expect(ringing(wake(calls, { state: 'answered' }))).toBeUndefined()
})

test('whoever was called can say that they are awake, also after another did', () => {
  const calls = [call('a', { called_at: at }), call('b', { called_at: at, answered_at: at })]
  const answered = wake(calls, { state: 'answered' })
  expect(ownCall(answered, 'a')?.person.id).toBe('a')
  expect(ownCall(answered, 'b')).toBeUndefined()
  expect(ownCall(wake([call('a')]), 'a')).toBeUndefined()
  expect(ownCall(wake(calls, { state: 'ended' }), 'a')).toBeUndefined()
})

test('the first to be called is there and has a number', () => {
  expect(
    firstOf([call('a', { away: true }), call('b', { has_number: false }), call('c')])?.person.id,
  ).toBe('c')
  expect(firstOf([])).toBeUndefined()
})

test('when everybody was called, no next one is promised', () => {
  expect(stateOf(wake([], { has_next: false }))).toBe('callingLast')
  expect(stateOf(wake([], { has_next: true }))).toBe('calling')
  expect(stateOf(wake([], { state: 'unanswered', has_next: false }))).toBe('unanswered')
})

test('the calls are lines of 経過: who was called and who answered, newest first', () => {
  const calls = [
    call('a', { called_at: '2026-11-29T17:00:00Z' }),
    call('b', {
      called_at: '2026-11-29T17:10:00Z',
      answered_at: '2026-11-29T17:12:00Z',
      noted_by: { id: 'clerk', name: 'clerk' },
    }),
    call('c'),
  ]
  const told = wakeLines([wake(calls)]).map((one) => `${one.call.person.id} ${one.what}`)
  expect(told).toEqual(['b answered', 'b called', 'a called'])
  expect(wakeLines([wake(calls)], new Date('2026-11-29T17:11:00Z'))).toHaveLength(1)
})
