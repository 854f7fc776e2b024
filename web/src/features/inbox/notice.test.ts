import { expect, test } from 'vitest'
import { blankNotice, draftOf, gapsOf, noticeInput, withHop } from './notice'

test('a notice is somebody’s, and each step has two ends', () => {
  expect(gapsOf(blankNotice)).toEqual(['from'])
  const passed = withHop({ ...blankNotice, from: '総務省' }, 'a')
  expect(passed.chain[0]).toEqual({ id: 'a', from: '総務省', to: '', at: '' })
  expect(gapsOf(passed)).toEqual(['chain'])
})

test('the next step begins where the last one ended', () => {
  const first = withHop({ ...blankNotice, from: '総務省' }, 'a')
  const to = { ...first, chain: first.chain.map((hop) => ({ ...hop, to: '青森県' })) }
  expect(withHop(to, 'b').chain[1]?.from).toBe('青森県')
})

test('what was not written is not sent, and what was kept comes back to be corrected', () => {
  expect(noticeInput({ ...blankNotice, from: ' 青森県 ' })).toEqual({ from: '青森県' })
  const kept = {
    from: '総務省',
    their_number: '第123号',
    chain: [{ from: '総務省', to: '青森県', at: '2026-11-24T00:00:00Z' }],
    acknowledged: [],
  }
  expect(noticeInput(draftOf(kept))).toEqual({
    from: '総務省',
    their_number: '第123号',
    chain: [{ from: '総務省', to: '青森県', at: '2026-11-24T00:00:00Z' }],
  })
})
