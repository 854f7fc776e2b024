import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n'
import { etagOf, type Incident, incidentOptions, linesOptions } from './data'

type Send = (ifMatch: string) => Promise<{ data?: Incident | undefined }>

/** Somebody else changed the very thing this person was changing. */
export class Stale extends Error {
  constructor(readonly theirs: Incident) {
    super('stale')
  }
}

const triesMax = 4

/**
 * Sends a change. When the incident moved on meanwhile but not where this change is, it is sent
 * again on top of the newest state; otherwise Stale is thrown and the person compares.
 */
export async function attempt(
  seen: Incident,
  send: Send,
  read: () => Promise<Incident>,
  isUntouched: (theirs: Incident) => boolean,
): Promise<Incident | undefined> {
  let base = seen
  for (let tries = 1; ; tries += 1) {
    try {
      return (await send(etagOf(base))).data
    } catch (thrown) {
      if (!asProblem(thrown).isStale) throw thrown
      base = await read()
      if (!isUntouched(base) || tries === triesMax) throw new Stale(base)
    }
  }
}

export type Act = {
  send: Send
  /** Whether what this act changes is still as the person saw it; left out: nothing can clash. */
  isUntouched?: (theirs: Incident, seen: Incident) => boolean
  /** What to show before the answer; taken back when the server refuses. Tasks only. */
  ahead?: (now: Incident) => Incident
  onDone?: (now: Incident) => void
}

export type Trouble =
  | { kind: 'words'; text: string; field: string | undefined }
  | { kind: 'stale'; theirs: Incident; again: () => void }
  | { kind: 'renewal'; again: () => void }

/** Acts on an incident from one place of the screen. What was typed stays until the receipt. */
export function useAct(incident: Incident) {
  const t = useT()
  const queries = useQueryClient()
  const [isPending, setPending] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  // The state the person looked at when this place of the screen opened.
  const seen = useRef(incident)
  const options = incidentOptions(incident.id)

  const run = async (act: Act, given?: Incident): Promise<void> => {
    const isNewestFit = act.isUntouched?.(incident, seen.current) ?? true
    const base = given ?? (isNewestFit ? incident : seen.current)
    setPending(true)
    setTrouble(undefined)
    if (act.ahead !== undefined) {
      await queries.cancelQueries({ queryKey: options.queryKey })
      queries.setQueryData<Incident>(options.queryKey, (now) => now && act.ahead?.(now))
    }
    const read = async (): Promise<Incident> => queries.fetchQuery({ ...options, staleTime: 0 })
    const isUntouched = (theirs: Incident) => act.isUntouched?.(theirs, base) ?? true
    try {
      const now = await attempt(base, act.send, read, isUntouched)
      if (now !== undefined) {
        seen.current = now
        queries.setQueryData(options.queryKey, now)
        act.onDone?.(now)
      }
      void queries.invalidateQueries({ queryKey: linesOptions(incident.id).queryKey })
    } catch (thrown) {
      if (act.ahead !== undefined) void queries.invalidateQueries({ queryKey: options.queryKey })
      setTrouble(troubleOf(thrown, act))
    } finally {
      setPending(false)
    }
  }

  const troubleOf = (thrown: unknown, act: Act): Trouble => {
    if (thrown instanceof Stale) {
      const theirs = thrown.theirs
      return { kind: 'stale', theirs, again: () => void run(act, theirs) }
    }
    const problem = asProblem(thrown)
    if (problem.code === 'team.renewal_needed') {
      return { kind: 'renewal', again: () => void run(act) }
    }
    const text = problem.isUnreachable ? t('ui.unreachable') : problem.message
    return { kind: 'words', text, field: problem.field }
  }

  return {
    run: (act: Act) => void run(act),
    isPending,
    trouble,
    /** Goes back to the form; `theirs` becomes what the person has seen. */
    dismiss: () => {
      if (trouble?.kind === 'stale') seen.current = trouble.theirs
      setTrouble(undefined)
    },
  }
}

export type Acting = ReturnType<typeof useAct>
