import type { Schemas } from '@/api/client'

export type Board = Schemas['WakeBoard']
export type Wake = Schemas['Wake']
export type Call = Wake['calls'][number]

/** Who is rung up now: the last who was called and has not answered. */
export function ringing(wake: Wake): Call | undefined {
  if (wake.state !== 'calling') return undefined
  return wake.calls.findLast(
    (call) => call.called_at !== undefined && call.answered_at === undefined,
  )
}

/** The reader's own place, when they are called and have not answered. */
export function ownCall(wake: Wake | undefined, me: string | null): Call | undefined {
  if (wake === undefined || wake.state === 'ended') return undefined
  const own = wake.calls.find((call) => call.person.id === me)
  return own?.called_at !== undefined && own.answered_at === undefined ? own : undefined
}

/** The first who would be called: neither away nor without a number. */
export function firstOf(order: Board['order']): Board['order'][number] | undefined {
  return order.find((callee) => !callee.away && callee.has_number)
}

/** One thing that happened while people were called. */
export type WakeLine = {
  id: string
  what: 'called' | 'answered'
  at: Date
  /** Who was called, or answered. */
  call: Call
  /** Who called them; who noted that they answered, when it was another. */
  by: Wake['by'] | undefined
}

/** The calls as lines of 経過, newest first; none before `since`. */
export function wakeLines(wakes: readonly Wake[], since?: Date): WakeLine[] {
  const line = (wake: Wake, call: Call, what: WakeLine['what']): WakeLine[] => {
    const at = what === 'called' ? call.called_at : call.answered_at
    if (at === undefined) return []
    const by = what === 'called' ? wake.by : call.noted_by
    return [{ id: `${wake.id}-${call.person.id}-${what}`, what, at: new Date(at), call, by }]
  }
  return wakes
    .flatMap((wake) =>
      wake.calls.flatMap((call) => [
        ...line(wake, call, 'answered'),
        ...line(wake, call, 'called'),
      ]),
    )
    .filter(({ at }) => since === undefined || at >= since)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
}

export type State = 'calling' | 'callingLast' | 'answered' | 'unanswered' | 'ended'

/** What is said of a call as a whole. */
export function stateOf(wake: Wake): State {
  return wake.state === 'calling' && !wake.has_next ? 'callingLast' : wake.state
}
