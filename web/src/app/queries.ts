import { QueryClient } from '@tanstack/react-query'
import { asProblem } from '@/api/problem'

/** What was read stays on screen when the server is lost; changes arrive by the event stream. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        gcTime: 30 * 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        retry: (count, thrown) => asProblem(thrown).isUnreachable && count < 2,
      },
      // An act is never repeated behind somebody's back: the person presses again, and the
      // Idempotency-Key of the unanswered act is used once more.
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
