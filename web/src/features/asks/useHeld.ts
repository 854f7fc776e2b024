import { useEffect, useState } from 'react'
import { query } from '@/api/client'
import { asProblem, type Problem } from '@/api/problem'
import type { MyAsk } from './asks'

/**
 * The ask the person is at, also when the list has it no longer: withdrawn, or answered by another
 * who holds the post. Then the server says how it ended; until it does, it is as it was last seen.
 */
export function useHeld(
  at: string | undefined,
  open: readonly MyAsk[] | undefined,
  isSending: boolean,
): { held?: MyAsk; problem?: Problem } {
  const found = open?.find((ask) => ask.id === at)
  const [last, setLast] = useState<MyAsk>()
  useEffect(() => {
    if (found !== undefined) setLast(found)
  }, [found])
  // An answer on its way takes it off the list too; its receipt is the one to say so.
  const isGone = at !== undefined && open !== undefined && found === undefined && !isSending
  const one = query.useQuery(
    'get',
    '/api/v1/asks/{asked}',
    { params: { path: { asked: at ?? '' } } },
    { enabled: isGone, staleTime: 0 },
  )
  if (found !== undefined) return { held: found }
  if (at === undefined) return {}
  if (one.data !== undefined) return { held: one.data }
  if (one.error !== null && !asProblem(one.error).isUnreachable) {
    return { problem: asProblem(one.error) }
  }
  return last?.id === at ? { held: last } : {}
}
