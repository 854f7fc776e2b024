import { describe, expect, test } from 'vitest'
import { Problem } from '@/api/problem'
import { attempt, Stale } from './act'
import type { Incident } from './data'
import { needsReason, nextStep } from './phases'

const at = (rev: number, title = '所在不明') => ({ rev, title }) as Incident
const stale = () => new Problem({ status: 412, code: 'team.stale', detail: 'ほかの人が先です。' })

/** A server whose incident stands at `rev`; it takes a change only on top of that. */
function serverAt(now: Incident) {
  const asked: string[] = []
  const send = async (ifMatch: string) => {
    asked.push(ifMatch)
    if (ifMatch !== `"${now.rev}"`) throw stale()
    return { data: at(now.rev + 1, now.title) }
  }
  return { asked, send, read: async () => now }
}

describe('A change of an incident', () => {
  test('is sent with the revision the person saw', async () => {
    const server = serverAt(at(7))
    const now = await attempt(at(7), server.send, server.read, () => true)
    expect([now?.rev, server.asked]).toEqual([8, ['"7"']])
  })

  test('goes on top of a newer state when that one changed something else', async () => {
    const server = serverAt(at(9))
    const seen = at(7)
    const now = await attempt(seen, server.send, server.read, (one) => one.title === seen.title)
    expect([now?.rev, server.asked]).toEqual([10, ['"7"', '"9"']])
  })

  test('is put before the person when somebody changed the same thing', async () => {
    const server = serverAt(at(9, '見つかった'))
    const seen = at(7)
    const trying = attempt(seen, server.send, server.read, (one) => one.title === seen.title)
    await expect(trying).rejects.toThrow(Stale)
    await trying.catch((thrown) => expect(thrown.theirs.title).toBe('見つかった'))
    expect(server.asked).toEqual(['"7"'])
  })

  test('is not sent for ever while others are faster', async () => {
    let rev = 0
    let asked = 0
    const send = async () => {
      asked += 1
      throw stale()
    }
    const read = async () => {
      rev += 1
      return at(rev)
    }
    await expect(attempt(at(0), send, read, () => true)).rejects.toThrow(Stale)
    expect(asked).toBe(4)
  })

  test('that the server refuses for another reason is not repeated', async () => {
    const refuse = async () => {
      throw new Problem({ status: 403, code: 'team.forbidden', detail: 'できません。' })
    }
    const trying = attempt(
      at(1),
      refuse,
      async () => at(2),
      () => true,
    )
    await expect(trying).rejects.toThrow('できません。')
  })
})

describe('Moving on', () => {
  test('step by step needs no reason, leaving one out or going back does', () => {
    expect(nextStep('triaged')).toBe('responding')
    expect(nextStep('recovered')).toBeUndefined()
    expect(needsReason('responding', 'contained')).toBe(false)
    expect(needsReason('responding', 'recovered')).toBe(true)
    expect(needsReason('contained', 'responding')).toBe(true)
  })
})
