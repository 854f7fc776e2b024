/**
 * One event stream for the whole browser. The tab that holds the lock reads it and tells the
 * others; when that tab closes, the next one takes the lock and goes on from the last cursor.
 */
export type Change = { stream: string; id: string; rev: number }
export type Pulse =
  | { kind: 'change'; cursor: string; change: Change }
  /** `reset`: changes were missed that the server no longer has one by one. */
  | { kind: 'open' | 'reset' | 'lost' | 'refused' }

const name = 'sokuo-live'
const address = '/api/v1/events'

/** Reads one `data:` line; undefined when it is not what the contract says. */
export function readChange(data: string): Change | undefined {
  try {
    const value = JSON.parse(data) as Partial<Change>
    if (typeof value.stream !== 'string' || typeof value.id !== 'string') return undefined
    return { stream: value.stream, id: value.id, rev: Number(value.rev ?? 0) }
  } catch {
    return undefined
  }
}

/** Starts following; `onPulse` hears every pulse of every tab. Returns how to stop. */
export function follow(onPulse: (pulse: Pulse) => void): () => void {
  const channel = new BroadcastChannel(name)
  const stopped = new AbortController()
  let source: EventSource | undefined
  let retry = 0

  channel.onmessage = (event: MessageEvent<Pulse>) => onPulse(event.data)
  const tell = (pulse: Pulse) => {
    channel.postMessage(pulse)
    onPulse(pulse)
  }

  const open = () => {
    if (stopped.signal.aborted) return
    source = new EventSource(address)
    source.onopen = () => tell({ kind: 'open' })
    source.addEventListener('change', (event) => {
      const change = readChange(event.data)
      if (change !== undefined) tell({ kind: 'change', cursor: event.lastEventId, change })
    })
    source.addEventListener('reset', () => tell({ kind: 'reset' }))
    source.onerror = () => {
      tell({ kind: 'lost' })
      // The browser retries by itself with Last-Event-ID unless the server refused outright.
      if (source?.readyState !== EventSource.CLOSED) return
      tell({ kind: 'refused' })
      retry = window.setTimeout(open, 5000)
    }
  }

  const lead = () =>
    new Promise<void>((resolve) => {
      stopped.signal.addEventListener('abort', () => resolve())
      open()
    })
  if ('locks' in navigator) {
    void navigator.locks.request(name, { signal: stopped.signal }, lead).catch(() => undefined)
  } else {
    void lead()
  }

  return () => {
    stopped.abort()
    window.clearTimeout(retry)
    source?.close()
    channel.close()
  }
}
