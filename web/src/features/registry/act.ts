import { useQueryClient } from '@tanstack/react-query'
import { query } from '@/api/client'
import { useAct } from '@/app/useAct'
import type { Registry } from './registry'

const options = query.queryOptions('get', '/api/v1/registry')

/** One act on the registry: the answer is the registry as it is then. */
export function useRegistryAct<A extends unknown[]>(
  send: (...args: A) => Promise<{ data?: Registry | undefined }>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  return useAct(send, ({ data }) => {
    if (data !== undefined) queries.setQueryData(options.queryKey, data)
    onDone()
  })
}
