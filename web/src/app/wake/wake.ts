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

export type State = 'calling' | 'callingLast' | 'answered' | 'unanswered' | 'ended'

/** What is said of a call as a whole. */
export function stateOf(wake: Wake): State {
  return wake.state === 'calling' && !wake.has_next ? 'callingLast' : wake.state
}
