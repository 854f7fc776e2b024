/**
 * The screens that are for some people only, and the action of the policy table that opens each.
 * They stand in the order in which a person is led to them: to the first that is theirs.
 */
const screens = [
  { to: '/inbox', action: 'report.read' },
  { to: '/incidents', action: 'incident.read' },
  { to: '/alerts', action: 'alert.read' },
  { to: '/search', action: 'search.use' },
  { to: '/engagements', action: 'engagement.see' },
  { to: '/asks', action: 'ask.answer' },
  { to: '/advisories', action: 'advisory.read' },
  { to: '/monitors', action: 'alert.read' },
  { to: '/approvals', action: 'approval.read' },
  { to: '/journal', action: 'journal.read' },
  { to: '/journal/access', action: 'access.read' },
  { to: '/logs', action: 'log.read' },
  { to: '/logs/rules', action: 'log.read' },
  { to: '/bundles', action: 'bundle.carry' },
  { to: '/people', action: 'team.read' },
  { to: '/registry', action: 'registry.read' },
  { to: '/charter', action: 'charter.read' },
] as const

export type Landing = (typeof screens)[number]['to'] | '/help'

/**
 * Where somebody begins: never at a screen that would only tell them that it is not theirs. To
 * whom nothing is open, an outsider after the end most likely, the first of 支援 says so.
 */
export function landingOf(may: readonly string[]): Landing {
  if (may.length === 0) return '/engagements'
  return screens.find((screen) => may.includes(screen.action))?.to ?? '/help'
}

/**
 * Whether the address is of a screen that this person's posts do not open. What lies under it (one
 * incident, one approval) answers for itself: there a post may be held for that one thing alone.
 */
export function isClosed(pathname: string, may: readonly string[]): boolean {
  if (may.length === 0 && pathname === landingOf(may)) return false
  const screen = screens.find(({ to }) => pathname === to)
  return screen !== undefined && !may.includes(screen.action)
}
