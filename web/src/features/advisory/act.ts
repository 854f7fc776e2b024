import { useQueryClient } from '@tanstack/react-query'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useAct } from '@/app/useAct'
import type { Advisories } from './advisory'

export const options = query.queryOptions('get', '/api/v1/advisories')

/** One act: the answer is the page as it is then; also for who was too late. */
export function useAdvisoryAct<A extends unknown[]>(
  send: (...args: A) => Promise<{ data?: Advisories | undefined }>,
  onDone: (page: Advisories | undefined) => void,
) {
  const queries = useQueryClient()
  const sendOrLearn = async (...args: A) => {
    try {
      return await send(...args)
    } catch (thrown) {
      const { isStale, current } = asProblem(thrown)
      if (isStale && current !== undefined) {
        queries.setQueryData(options.queryKey, current as Advisories)
      }
      throw thrown
    }
  }
  return useAct(sendOrLearn, ({ data }) => {
    if (data !== undefined) queries.setQueryData(options.queryKey, data)
    onDone(data)
  })
}
