/**
 * Whether the server is there. Silence alone proves nothing, so after `quietMs` somebody asks
 * `/healthz`; no answer within `askMs` means lost. Together they stay under 20 seconds.
 */
export const quietMs = 10_000
export const askMs = 5_000

export type Health = { state: 'fresh' | 'lost'; at: number }

export type HealthEvent = { kind: 'heard' | 'failed'; at: number }

/** The pure rule: what is known after something was heard or a question stayed unanswered. */
export function next(health: Health, event: HealthEvent): Health {
  if (event.kind === 'heard') return { state: 'fresh', at: event.at }
  return health.state === 'lost' ? health : { state: 'lost', at: health.at }
}

/** Asks the server once; never throws. */
export async function ask(): Promise<boolean> {
  try {
    const answer = await fetch('/healthz', {
      cache: 'no-store',
      signal: AbortSignal.timeout(askMs),
    })
    return answer.ok
  } catch {
    return false
  }
}
