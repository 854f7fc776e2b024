import { useCallback, useEffect, useRef, useState } from 'react'
import { browserShelf, sessionCookie } from './browser'
import { DraftVault } from './vault'

/** The one vault of this tab; session.tsx opens and destroys it. */
export const drafts = new DraftVault(browserShelf(), sessionCookie())

const pauseMs = 250

export type Draft = {
  text: string
  setText: (text: string) => void
  /** When the text came back from an earlier visit, the time it was typed. */
  restoredAt: Date | undefined
  /** Forgets the draft; call it only after the server's receipt. */
  discard: () => void
}

/**
 * Text that outlives a closed tab. `key` names what is being written, as
 * `incident/0190…/line`. Every change is written a quarter of a second later, and at once when
 * the tab is hidden.
 */
export function useDraft(key: string, initial = ''): Draft {
  const [text, set] = useState(initial)
  const [restoredAt, setRestoredAt] = useState<Date>()
  const latest = useRef<string | undefined>(undefined)
  const timer = useRef(0)

  const flush = useCallback(() => {
    window.clearTimeout(timer.current)
    timer.current = 0
    if (latest.current !== undefined) void drafts.write(key, latest.current)
    latest.current = undefined
  }, [key])

  useEffect(() => {
    let current = true
    void drafts.read(key).then((found) => {
      if (!current || found === undefined || latest.current !== undefined) return
      set(found.text)
      setRestoredAt(found.at)
    })
    const onHidden = () => document.visibilityState === 'hidden' && flush()
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      current = false
      document.removeEventListener('visibilitychange', onHidden)
      flush()
    }
  }, [key, flush])

  const setText = useCallback(
    (next: string) => {
      set(next)
      latest.current = next
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(flush, pauseMs)
    },
    [flush],
  )

  const discard = useCallback(() => {
    window.clearTimeout(timer.current)
    latest.current = undefined
    set('')
    setRestoredAt(undefined)
    void drafts.remove(key)
  }, [key])

  return { text, setText, restoredAt, discard }
}

/** The same for a form of several fields, kept as JSON under one key. */
export function useDraftForm<T extends object>(key: string, blank: T) {
  const { text, setText, restoredAt, discard } = useDraft(key)
  const values: T = { ...blank, ...parse<T>(text) }
  const change = (part: Partial<T>) => setText(JSON.stringify({ ...values, ...part }))
  return { values, change, restoredAt, discard }
}

function parse<T>(text: string): Partial<T> {
  if (text === '') return {}
  try {
    return JSON.parse(text) as Partial<T>
  } catch {
    return {}
  }
}
