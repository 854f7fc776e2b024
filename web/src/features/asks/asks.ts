import { api, type Schemas } from '@/api/client'

export type MyAsk = Schemas['MyAsk']

/** From here on the time left stands out, as on the clocks of an incident. */
export const soonMs = 30 * 60_000

/** As many as the server takes. */
export const answerMax = 2000

/** The longest overdue first, then by when they fall due; what has no time comes last, oldest first. */
export function inOrder(asks: readonly MyAsk[]): MyAsk[] {
  const due = (ask: MyAsk) => (ask.due_at === undefined ? Infinity : Date.parse(ask.due_at))
  const asked = (ask: MyAsk) => Date.parse(ask.asked_at)
  return [...asks].sort((a, b) =>
    due(a) < due(b) ? -1 : due(b) < due(a) ? 1 : asked(a) - asked(b),
  )
}

export type Due = { kind: 'none' } | { kind: 'late' | 'soon' | 'ahead'; at: Date; ms: number }

/** How an ask stands to its time: `ms` is what is left, or how long it is over. */
export function dueOf(ask: Pick<MyAsk, 'due_at'>, now: Date): Due {
  if (ask.due_at === undefined) return { kind: 'none' }
  const at = new Date(ask.due_at)
  const left = at.getTime() - now.getTime()
  const kind = left < 0 ? 'late' : left < soonMs ? 'soon' : 'ahead'
  return { kind, at, ms: Math.abs(left) }
}

/** What keeps an answer from being sent as it stands; undefined when nothing does. */
export function gapOf(text: string): 'blank' | 'tooLong' | undefined {
  const written = text.trim()
  if (written === '') return 'blank'
  return lengthOf(written) > answerMax ? 'tooLong' : undefined
}

/** Characters as people and the server count them, not UTF-16. */
export function lengthOf(text: string): number {
  return [...text.trim()].length
}

/**
 * What the page shows: the open ones in order, and the one the person is at although it is open no
 * longer, so that nothing disappears under somebody's hands. `held` is how it was last seen.
 */
export function shown(
  open: readonly MyAsk[],
  chosen: string | undefined,
  held: MyAsk | undefined,
): MyAsk[] {
  const rows = inOrder(open)
  const isThere = rows.some((ask) => ask.id === chosen)
  return isThere || held === undefined || held.id !== chosen ? rows : [held, ...rows]
}

/** Sends the answer; what it gives is the server's receipt. */
export async function answerTo(ask: MyAsk, text: string): Promise<MyAsk> {
  const params = { path: { asked: ask.id } }
  const { data } = await api.POST('/api/v1/asks/{asked}/answer', {
    params,
    body: { text: text.trim() },
  })
  return data ?? { ...ask, state: 'answered', answer: text.trim() }
}
