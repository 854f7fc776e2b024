import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { api, onHeard } from '@/api/client'
import { useMay, useSession } from '../session'
import { type Change, follow, type Pulse } from './channel'
import { ask, type Health, next, quietMs } from './pulse'
import { changesStanding, touches } from './touches'

const LiveContext = createContext<Health>({ state: 'fresh', at: 0 })

/** Whether the server is there and when it was last heard. */
export function useHealth(): Health {
  return useContext(LiveContext)
}

/** Changes that come close together are read again in one go. */
const gatherMs = 120

/** Follows the event stream: what changed is read again, and silence is found out. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [health, setHealth] = useState<Health>(() => ({ state: 'fresh', at: Date.now() }))
  const heardAt = useRef(Date.now())
  const wasLost = useRef(false)
  const hasOpened = useRef(false)
  const { readAgain: readSession } = useSession()
  const mayFollow = useMay('event.follow')

  useEffect(() => {
    let waiting: Change[] = []
    let timer = 0
    const heard = () => {
      heardAt.current = Date.now()
      if (wasLost.current) void queries.invalidateQueries()
      wasLost.current = false
      setHealth((h) => next(h, { kind: 'heard', at: heardAt.current }))
    }
    const failed = () => {
      wasLost.current = true
      setHealth((h) => next(h, { kind: 'failed', at: Date.now() }))
    }
    const check = async () => ((await ask()) ? heard() : failed())
    const readAgain = () => {
      timer = 0
      const changes = waiting
      waiting = []
      void queries.invalidateQueries({
        predicate: (query) => changes.some((change) => touches(change, query.queryKey)),
      })
      if (changes.some(changesStanding)) void readSession()
    }
    const onPulse = (pulse: Pulse) => {
      if (pulse.kind === 'lost') return void check()
      // A stream that is refused outright most often means that the session has ended.
      if (pulse.kind === 'refused') return void api.GET('/api/v1/session').catch(() => undefined)
      heard()
      // What was read before the stream was there may have changed in between, and nobody said so.
      const isFirst = pulse.kind === 'open' && !hasOpened.current
      if (isFirst) hasOpened.current = true
      if (isFirst || pulse.kind === 'reset') void queries.invalidateQueries()
      if (pulse.kind !== 'change') return
      waiting.push(pulse.change)
      if (timer === 0) timer = window.setTimeout(readAgain, gatherMs)
    }
    // Who may not follow is told nothing; their screen only asks now and then if the server is there.
    const stopFollowing = mayFollow ? follow(onPulse) : () => undefined
    const stopHearing = onHeard((reachable) => (reachable ? heard() : void check()))
    const watch = window.setInterval(() => {
      if (Date.now() - heardAt.current >= quietMs) void check()
    }, 2000)
    const onOffline = () => failed()
    const onOnline = () => void check()
    window.addEventListener('offline', onOffline)
    window.addEventListener('online', onOnline)
    return () => {
      stopFollowing()
      stopHearing()
      window.clearInterval(watch)
      window.clearTimeout(timer)
      window.removeEventListener('offline', onOffline)
      window.removeEventListener('online', onOnline)
    }
  }, [queries, readSession, mayFollow])

  return <LiveContext value={health}>{children}</LiveContext>
}
