import { createContext, useContext } from 'react'
import type { LineKind } from '@/ui/Composer'
import type { Incident } from './data'

export type IncidentTab = 'status' | 'tasks' | 'facts' | 'files' | 'closure' | 'people' | 'history'

/** What the composer is asked to begin with; each asking is a new one. */
export type Seed = {
  turn: number
  kind: LineKind
  fulfils?: { key: string; label: string }
  corrects?: { id: string; text: string }
}

type Room = {
  incident: Incident
  goTo: (tab: IncidentTab) => void
  /** Opens the composer for a line of this kind, and puts the cursor there. */
  compose: (seed: Omit<Seed, 'turn'>) => void
  seed: Seed | undefined
  /** Opens what is missing in a step of the rail. */
  openStep: (key: string) => void
}

const RoomContext = createContext<Room | null>(null)
export const RoomProvider = RoomContext.Provider

/** The incident of this page and the ways between its parts. */
export function useRoom(): Room {
  const room = useContext(RoomContext)
  if (room === null) throw new Error('useRoom outside the incident page')
  return room
}
