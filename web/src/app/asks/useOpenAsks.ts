import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { query } from '@/api/client'
import { useMay } from '../session'
import { useAttendedPoll } from './useAttendedPoll'

/** The list of what the person is asked and has not answered. */
export const openAsks = query.queryOptions('get', '/api/v1/asks', {})

/** What this person is asked and has not answered; nothing is read for whom nobody may ask. */
export function useOpenAsks() {
  const mayAnswer = useMay('ask.answer')
  return useQuery({ ...openAsks, enabled: mayAnswer })
}

/**
 * Reads it again each minute; once, in the shell. The event stream alone would not do: it tells of
 * incidents only those who may see them, and most who are asked may not.
 */
export function useAskPoll(): void {
  const mayAnswer = useMay('ask.answer')
  const queries = useQueryClient()
  const read = useCallback(
    () => void queries.invalidateQueries({ queryKey: openAsks.queryKey }),
    [queries],
  )
  useAttendedPoll(read, mayAnswer)
}
