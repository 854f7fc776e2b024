import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { asProblem, type Problem } from '@/api/problem'
import { useT } from '@/i18n'

export type Act<A extends unknown[]> = {
  /** Does it; a second press while the first is unanswered does nothing. True when it was done. */
  run: (...args: A) => Promise<boolean>
  isPending: boolean
  /** What the server refused, for its `field`, `isStale` and `current`. */
  problem: Problem | undefined
  /** The same as a sentence that says what to do. */
  sentence: string | undefined
  /** Drops the problem, when the person starts to correct. */
  forget: () => void
}

/**
 * One act of a person against the server. Nothing is shown as done before the receipt: discard
 * drafts and say 「記録しました」 in `onDone` only. Afterwards everything on screen is read again.
 */
export function useAct<A extends unknown[], R>(
  act: (...args: A) => Promise<R>,
  onDone?: (result: R) => void,
): Act<A> {
  const t = useT()
  const queries = useQueryClient()
  const [isPending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  const run = async (...args: A): Promise<boolean> => {
    if (isPending) return false
    setPending(true)
    setProblem(undefined)
    try {
      const result = await act(...args)
      onDone?.(result)
      void queries.invalidateQueries()
      return true
    } catch (thrown) {
      setProblem(asProblem(thrown))
      return false
    } finally {
      setPending(false)
    }
  }
  const forget = useCallback(() => setProblem(undefined), [])
  const sentence = problem?.isUnreachable ? t('ui.unreachable') : problem?.message
  return { run, isPending, problem, sentence, forget }
}
