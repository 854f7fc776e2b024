import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { query } from '@/api/client'
import { useMay } from '../session'
import { isAttended, pollMs } from './attended'

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
  useEffect(() => {
    if (!mayAnswer) return
    let actedAt = Date.now()
    const read = () => void queries.invalidateQueries({ queryKey: openAsks.queryKey })
    const onAct = () => {
      const wasLeft = !isAttended(actedAt, Date.now())
      actedAt = Date.now()
      if (wasLeft) read()
    }
    const onSeen = () => document.visibilityState === 'visible' && read()
    const timer = window.setInterval(() => {
      const isSeen = document.visibilityState === 'visible'
      if (isSeen && isAttended(actedAt, Date.now())) read()
    }, pollMs)
    window.addEventListener('keydown', onAct)
    window.addEventListener('pointerdown', onAct)
    document.addEventListener('visibilitychange', onSeen)
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('keydown', onAct)
      window.removeEventListener('pointerdown', onAct)
      document.removeEventListener('visibilitychange', onSeen)
    }
  }, [mayAnswer, queries])
}
