import { describe, expect, test } from 'vitest'
import {
  aWeekOn,
  type Engagement,
  endingWith,
  gapsOf,
  inOrder,
  proposalOf,
  standingOf,
  untilOf,
  type Wish,
} from './engaging'

const now = new Date('2026-11-27T03:00:00Z')
const wish: Wish = {
  kind: 'contractor',
  body: '見本システム保守株式会社',
  purpose: '保全と調査',
  parts: ['files', 'summary'],
  signsIn: 'yes',
  until: '2026-12-04T08:00:00.000Z',
}

describe('A proposal', () => {
  test('is set to end in a week, at five in the afternoon', () => {
    expect(aWeekOn(now).toISOString()).toBe('2026-12-04T08:00:00.000Z')
    // Late in the evening it is still the same day there.
    expect(aWeekOn(new Date('2026-11-27T14:59:00Z')).toISOString()).toBe('2026-12-04T08:00:00.000Z')
  })

  test('that names a day only takes in the whole of it', () => {
    const at = new Date('2026-12-03T15:00:00Z')
    const read = (precision: 'day' | 'hour') => untilOf({ at, precision, isApproximate: false })
    expect(read('day').toISOString()).toBe('2026-12-04T14:59:00.000Z')
    expect(read('hour')).toEqual(at)
  })

  test('is sent in the order of the page, without the blanks around its words', () => {
    expect(proposalOf({ ...wish, body: '　見本 ' }, now)).toEqual({
      kind: 'contractor',
      body: '見本',
      purpose: '保全と調査',
      parts: ['summary', 'files'],
      signs_in: true,
      until: '2026-12-04T08:00:00.000Z',
    })
  })

  test('with nothing chosen says so of everything, and is not sent', () => {
    const blank: Wish = { kind: '', body: ' ', purpose: '', parts: [], signsIn: '', until: '' }
    expect(gapsOf(blank, now)).toEqual({
      kind: 'blank',
      body: 'blank',
      purpose: 'blank',
      parts: 'blank',
      signsIn: 'blank',
      until: 'blank',
    })
    expect(proposalOf(blank, now)).toBeUndefined()
  })

  test('ends later than now and within a year, and is not too long', () => {
    expect(gapsOf({ ...wish, until: now.toISOString() }, now)).toEqual({ until: 'past' })
    expect(gapsOf({ ...wish, until: '2027-11-29T03:00:00Z' }, now)).toEqual({ until: 'tooFar' })
    expect(gapsOf({ ...wish, body: 'あ'.repeat(101) }, now)).toEqual({ body: 'tooLong' })
    expect(gapsOf({ ...wish, purpose: 'あ'.repeat(2001) }, now)).toEqual({ purpose: 'tooLong' })
  })
})

describe('An engagement', () => {
  const until = '2026-12-04T08:00:00Z'

  test('ends with its incident, and so does a proposal nobody approved yet', () => {
    const one = (body: string, state: Engagement['state']) => ({ body, state }) as Engagement
    const all = [one('ア社', 'ended'), one('イ社', 'issued'), one('ウ社', 'proposed')]
    expect(endingWith(all)).toEqual({ inForce: ['イ社'], proposed: ['ウ社'] })
  })

  test('issued by word of mouth waits for the signature until it is there', () => {
    expect(standingOf({ state: 'issued', until }, 'oral', now)).toBe('oral')
    expect(standingOf({ state: 'issued', until }, 'approved', now)).toBe('inForce')
    expect(standingOf({ state: 'issued', until }, undefined, now)).toBe('inForce')
  })

  test('is over on its day, also before the server has written it down', () => {
    expect(standingOf({ state: 'issued', until }, 'approved', new Date(until))).toBe('over')
    expect(standingOf({ state: 'ended', until }, 'approved', now)).toBe('ended')
    expect(standingOf({ state: 'proposed', until }, 'asked', new Date(until))).toBe('proposed')
  })

  test('that is past stands apart, the newest first', () => {
    const of = (id: string, state: Engagement['state']) => ({ id, state }) as Engagement
    const { current, past } = inOrder([
      of('a', 'ended'),
      of('b', 'issued'),
      of('c', 'declined'),
      of('d', 'proposed'),
    ])
    expect(current.map((one) => one.id)).toEqual(['d', 'b'])
    expect(past.map((one) => one.id)).toEqual(['c', 'a'])
  })
})
