import { useQueryClient } from '@tanstack/react-query'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useAct } from '@/app/useAct'
import type { Registry } from './registry'

const options = query.queryOptions('get', '/api/v1/registry')

/**
 * One act on the registry: the answer is the registry as it is then; also the answer to who was too
 * late, so that the row they were changing is seen as it is now.
 */
export function useRegistryAct<A extends unknown[]>(
  send: (...args: A) => Promise<{ data?: Registry | undefined }>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  const sendOrLearn = async (...args: A) => {
    try {
      return await send(...args)
    } catch (thrown) {
      const { isStale, current } = asProblem(thrown)
      if (isStale && current !== undefined) {
        queries.setQueryData(options.queryKey, current as Registry)
      }
      throw thrown
    }
  }
  return useAct(sendOrLearn, ({ data }) => {
    if (data !== undefined) queries.setQueryData(options.queryKey, data)
    onDone()
  })
}
