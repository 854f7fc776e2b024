import { describe, expect, test } from 'vitest'
import type { Schemas } from '@/api/client'
import { type Asked, addresseeOf, addressees, sorted } from './asking'

const now = new Date('2026-11-27T03:00:00Z')
const person = (id: string, name: string) => ({ id, name })
const team = {
  posts: [
    {
      code: 'zaisei-kacho',
      name: '財政課長',
      tenures: [
        { person: person('old', '前任'), from: '2024-04-01', to: '2026-03-31' },
        { person: person('zaiko', '空想 財子'), from: '2026-04-01' },
      ],
    },
    { code: 'soumu-kacho', name: '総務課長', tenures: [] },
  ],
  persons: [
    { id: 'old', name: '前任' },
    { id: 'zaiko', name: '空想 財子' },
    { id: 'gone', name: '退職', ended: true },
  ],
} as unknown as Schemas['Team']

describe('Somebody to ask', () => {
  const words = { post: (post: string, names: string) => `${post}（${names}）`, vacant: '空席' }

  test('is a post with who holds it today, or a person who holds one', () => {
    expect(addressees(team, now, words)).toEqual([
      { value: 'post zaisei-kacho', label: '財政課長（空想 財子）' },
      { value: 'post soumu-kacho', label: '総務課長（空席）' },
      { value: 'person zaiko', label: '空想 財子' },
    ])
    expect(addressees(undefined, now, words)).toEqual([])
  })

  test('is sent as a person or as a post, never as both', () => {
    expect(addresseeOf('post zaisei-kacho')).toEqual({ post: 'zaisei-kacho' })
    expect(addresseeOf('person zaiko')).toEqual({ person: 'zaiko' })
    expect(addresseeOf('')).toBeUndefined()
  })
})

describe('What was asked of others', () => {
  const ask = (id: string, more: Partial<Asked>) =>
    ({ id, state: 'open', asked_at: '2026-11-27T00:00:00Z', ...more }) as Asked

  test('shows what waits by when it falls due, then the answers, and apart what was withdrawn', () => {
    const { current, dropped } = sorted([
      ask('some day', {}),
      ask('old answer', { state: 'answered', ended_at: '2026-11-27T01:00:00Z' }),
      ask('soon', { due_at: '2026-11-27T04:00:00Z' }),
      ask('dropped', { state: 'dropped', ended_at: '2026-11-27T02:00:00Z' }),
      ask('answer', { state: 'answered', ended_at: '2026-11-27T02:30:00Z' }),
      ask('late', { due_at: '2026-11-26T04:00:00Z' }),
    ])
    const ids = (asks: readonly Asked[]) => asks.map((one) => one.id)
    expect(ids(current)).toEqual(['late', 'soon', 'some day', 'answer', 'old answer'])
    expect(ids(dropped)).toEqual(['dropped'])
  })
})
