import { expect, test } from 'vitest'
import { Acts } from './idempotency'

test('One act has one key until it is answered, and the next act another', () => {
  let n = 0
  const acts = new Acts(() => `key ${++n}`)
  const what = 'POST /api/v1/reports abc'
  expect(acts.keyFor(what)).toBe('key 1')
  expect(acts.keyFor(what)).toBe('key 1')
  acts.answered(what, 503)
  expect(acts.keyFor(what)).toBe('key 1')
  expect(acts.keyFor('POST /api/v1/reports abd')).toBe('key 2')
  acts.answered(what, 201)
  expect(acts.keyFor(what)).toBe('key 3')
})

test('A refusal ends the act too: the corrected words are a new one', () => {
  let n = 0
  const acts = new Acts(() => `key ${++n}`)
  acts.keyFor('a')
  acts.answered('a', 422)
  expect(acts.keyFor('a')).toBe('key 2')
})
