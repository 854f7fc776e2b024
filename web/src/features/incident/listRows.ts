import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { api, type Schemas } from '@/api/client'
import type { IncidentsSearch } from '@/app/router'

const pageRows = 200

/** The rows the filters let through, fetched by keyset as the end comes near. */
export function useIncidentRows(search: IncidentsSearch) {
  const { state = 'open', priority, category, q } = search
  const filter = {
    state,
    ...(priority && { priority }),
    ...(category && { category }),
    ...(q && { q }),
  }
  const pages = useInfiniteQuery({
    queryKey: ['get', '/api/v1/incidents', { rows: filter }] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET('/api/v1/incidents', {
        params: { query: { ...filter, limit: pageRows, ...after } },
        signal,
      })
      return data ?? { items: [], counts: { open: 0, ended: 0 } }
    },
    initialPageParam: '',
    getNextPageParam: (page: Schemas['IncidentList']) => page.next,
    placeholderData: keepPreviousData,
  })
  const { hasNextPage, isFetching, fetchNextPage } = pages
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data])
  return {
    rows,
    counts: pages.data?.pages[0]?.counts,
    isPending: pages.isPending,
    error: pages.error,
    hasMore: hasNextPage,
    more,
  }
}
