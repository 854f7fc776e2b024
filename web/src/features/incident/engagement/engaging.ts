import type { Schemas } from '@/api/client'
import { startOfDay } from '@/i18n/dates'
import type { Tone } from '@/ui/Chip'
import type { TimeValue } from '@/ui/DateTimeField'

export type Engagement = Schemas['Engagement']
export type ApprovalState = Schemas['Approval']['state']
export type Helper = Schemas['EngagementKind']
export type Part = Schemas['IncidentPart']
export type Tlp = Schemas['Tlp']

export const helpers = ['contractor', 'expert', 'other'] as const satisfies readonly Helper[]
export const parts = [
  'summary',
  'facts',
  'record',
  'tasks',
  'files',
] as const satisfies readonly Part[]
export const tlps = [
  'red',
  'amber+strict',
  'amber',
  'green',
  'clear',
] as const satisfies readonly Tlp[]

export const bodyMax = 100
export const textMax = 2000

/** What is proposed, as it stands in the form. Nothing is chosen beforehand but the week. */
export type Wish = {
  kind: Helper | ''
  body: string
  purpose: string
  parts: Part[]
  signsIn: 'yes' | 'no' | ''
  /** RFC 3339; blank while it cannot be read. */
  until: string
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** A week on, at five in the afternoon of the organisation. */
export function aWeekOn(now: Date): Date {
  return new Date(startOfDay(now).getTime() + 7 * dayMs + 17 * hourMs)
}

/** 「12月4日まで」 takes in the whole of that day, when no hour was written. */
export function untilOf(value: TimeValue): Date {
  return value.precision === 'day' ? new Date(value.at.getTime() + dayMs - 60_000) : value.at
}

export type Gaps = Partial<Record<keyof Wish, 'blank' | 'tooLong' | 'past' | 'tooFar'>>

function gapOfText(text: string, max: number): 'blank' | 'tooLong' | undefined {
  const length = [...text.trim()].length
  if (length === 0) return 'blank'
  return length > max ? 'tooLong' : undefined
}

function gapOfUntil(until: string, now: Date): 'blank' | 'past' | 'tooFar' | undefined {
  if (until === '') return 'blank'
  const at = new Date(until)
  if (at <= now) return 'past'
  return at.getTime() > now.getTime() + 366 * dayMs ? 'tooFar' : undefined
}

/** What is still wrong with a proposal; the server has the last word. */
export function gapsOf(wish: Wish, now: Date): Gaps {
  const all = {
    kind: wish.kind === '' ? ('blank' as const) : undefined,
    body: gapOfText(wish.body, bodyMax),
    purpose: gapOfText(wish.purpose, textMax),
    parts: wish.parts.length === 0 ? ('blank' as const) : undefined,
    signsIn: wish.signsIn === '' ? ('blank' as const) : undefined,
    until: gapOfUntil(wish.until, now),
  }
  return Object.fromEntries(Object.entries(all).filter(([, gap]) => gap !== undefined))
}

/** The proposal as it is sent; nothing while something is wrong with it. */
export function proposalOf(wish: Wish, now: Date): Schemas['EngagementInput'] | undefined {
  if (wish.kind === '' || Object.keys(gapsOf(wish, now)).length > 0) return undefined
  return {
    kind: wish.kind,
    body: wish.body.trim(),
    purpose: wish.purpose.trim(),
    // In the order of the incident's page, whatever the order of choosing.
    parts: parts.filter((part) => wish.parts.includes(part)),
    signs_in: wish.signsIn === 'yes',
    until: wish.until,
  }
}

export type Standing = 'proposed' | 'inForce' | 'oral' | 'declined' | 'ended' | 'over'

/** Where an engagement stands: the server's state, the clock, and whether a word of mouth is owed. */
export function standingOf(
  { state, until }: Pick<Engagement, 'state' | 'until'>,
  approval: ApprovalState | undefined,
  now: Date,
): Standing {
  if (state !== 'issued') return state
  if (new Date(until) <= now) return 'over'
  return approval === 'oral' ? 'oral' : 'inForce'
}

export const standingTones: Record<Standing, Tone> = {
  proposed: 'warn',
  inForce: 'ok',
  oral: 'warn',
  declined: 'gray',
  ended: 'gray',
  over: 'gray',
}

/** Whose help ends when the incident does, and whose proposal falls with it: the bodies. */
export function endingWith(all: readonly Engagement[] = []): {
  inForce: string[]
  proposed: string[]
} {
  const bodies = (state: Engagement['state']) =>
    all.filter((one) => one.state === state).map((one) => one.body)
  return { inForce: bodies('issued'), proposed: bodies('proposed') }
}

/** What goes on or is waited for first, the newest first; then what is past. */
export function inOrder(all: readonly Engagement[]): { current: Engagement[]; past: Engagement[] } {
  const newest = all.toReversed()
  const isPast = ({ state }: Engagement) => state === 'declined' || state === 'ended'
  return { current: newest.filter((one) => !isPast(one)), past: newest.filter(isPast) }
}
