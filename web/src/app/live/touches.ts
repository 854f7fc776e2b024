import type { Change } from './channel'

/** The addresses a change of a stream shows up at, beside the one with its id. */
const lists: Record<string, readonly string[]> = {
  report: ['/api/v1/reports', '/api/v1/journal'],
  incident: [
    '/api/v1/incidents',
    '/api/v1/reports',
    '/api/v1/approvals',
    '/api/v1/asks',
    '/api/v1/journal',
  ],
  approval: ['/api/v1/approvals', '/api/v1/journal'],
  charter: ['/api/v1/charter', '/api/v1/contact', '/api/v1/session', '/api/v1/journal'],
  person: ['/api/v1/team', '/api/v1/journal'],
  post: ['/api/v1/team', '/api/v1/journal'],
  wake: ['/api/v1/journal'],
  letter: ['/api/v1/letters', '/api/v1/journal'],
  break_glass: ['/api/v1/team', '/api/v1/session', '/api/v1/journal'],
  alert: ['/api/v1/alerts', '/api/v1/journal'],
  monitor: ['/api/v1/monitors', '/api/v1/alerts', '/api/v1/journal'],
  bundle: ['/api/v1/bundles', '/api/v1/journal'],
  advisory: ['/api/v1/advisories', '/api/v1/journal'],
  advisory_gap: ['/api/v1/advisories', '/api/v1/journal'],
  contractor: ['/api/v1/registry', '/api/v1/journal'],
  publication: ['/api/v1/contact', '/api/v1/journal'],
  system: ['/api/v1/registry', '/api/v1/advisories', '/api/v1/journal'],
}

/**
 * Whether what a query holds may be old after this change. Query keys are those of
 * openapi-react-query: [method, path template, { params }].
 */
export function touches(change: Change, queryKey: readonly unknown[]): boolean {
  const path = queryKey[1]
  if (typeof path !== 'string') return false
  // Calls and letters have ids of their own; they show at what they are about.
  if (change.stream === 'wake' && path.endsWith('/wake')) return true
  if (change.stream === 'letter' && path.endsWith('/letters')) return true
  if (change.stream === 'alert' && path.endsWith('/alerts')) return true
  const id = idIn(queryKey[2])
  if (id !== undefined) return id === change.id
  const addresses = lists[change.stream]
  if (addresses === undefined) return true
  return addresses.some((address) => path === address || path.startsWith(`${address}/`))
}

/** Streams after which people may do other things, or are told something on every screen. */
const standings: readonly string[] = ['person', 'post', 'charter', 'break_glass']

/** Whether the session has to be read again after this change. */
export function changesStanding(change: Change): boolean {
  return standings.includes(change.stream)
}

function idIn(init: unknown): string | undefined {
  const params = (init as { params?: { path?: { id?: unknown } } } | undefined)?.params
  return typeof params?.path?.id === 'string' ? params.path.id : undefined
}
