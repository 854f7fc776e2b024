import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { invitation, welcomePath } from './invitation'
import { landingOf } from './rights'
import { Broken, NotFound } from './shell/Broken'
import { Shell } from './shell/Shell'

/** What the person may, as the session says; main.tsx gives it. */
export type RouterContext = { may: readonly string[] }

const root = createRootRouteWithContext<RouterContext>()({
  component: Shell,
  notFoundComponent: NotFound,
})

/** One of the allowed words of a search parameter, or the first. */
function oneOf<const T extends readonly string[]>(allowed: T, value: unknown): T[number] {
  return allowed.find((word) => word === value) ?? (allowed[0] as T[number])
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: landingOf(context.may) })
  },
})

export const inboxStates = ['undecided', 'waiting', 'all'] as const

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: (given: Record<string, unknown>): InboxSearch => {
    const report = text(given.report)
    const state = oneOf(inboxStates, given.state)
    return { ...(report && { report }), ...(state !== 'undecided' && { state }) }
  },
  component: lazyRouteComponent(() => import('@/features/inbox/InboxPage')),
})

export type InboxSearch = { report?: string; state?: (typeof inboxStates)[number] }

export const alertStates = ['new', 'judged', 'all'] as const

const alerts = createRoute({
  getParentRoute: () => root,
  path: '/alerts',
  validateSearch: (
    given: Record<string, unknown>,
  ): { state?: (typeof alertStates)[number]; alert?: string } => {
    const state = oneOf(alertStates, given.state)
    const alert = text(given.alert)
    return { ...(state !== 'new' && { state }), ...(alert && { alert }) }
  },
  component: lazyRouteComponent(() => import('@/features/alerts/AlertsPage')),
})

export type LogsAddress = {
  q?: string
  host?: string
  span?: 'all' | 'hour' | 'day' | 'week' | 'month'
}

const logs = createRoute({
  getParentRoute: () => root,
  path: '/logs',
  validateSearch: (given: Record<string, unknown>): LogsAddress => {
    const span = oneOf(['all', 'hour', 'day', 'week', 'month'] as const, given.span)
    const [q, host] = [text(given.q), text(given.host)]
    return { ...(q && { q }), ...(host && { host }), ...(span !== 'all' && { span }) }
  },
  component: lazyRouteComponent(() => import('@/features/logs/LogsPage')),
})

export const ruleLevels = ['', 'critical', 'high', 'medium', 'low', 'informational'] as const
export type RulesAddress = { q?: string; level?: Exclude<(typeof ruleLevels)[number], ''> }

const rules = createRoute({
  getParentRoute: () => root,
  path: '/logs/rules',
  validateSearch: (given: Record<string, unknown>): RulesAddress => {
    const level = oneOf(ruleLevels, given.level)
    const q = text(given.q)
    return { ...(q && { q }), ...(level !== '' && { level }) }
  },
  component: lazyRouteComponent(() => import('@/features/logs/RulesPage')),
})

const bundles = createRoute({
  getParentRoute: () => root,
  path: '/bundles',
  component: lazyRouteComponent(() => import('@/features/bundles/BundlesPage')),
})

const intake = createRoute({
  getParentRoute: () => root,
  path: '/inbox/new',
  component: lazyRouteComponent(() => import('@/features/inbox/IntakePage')),
})

export const incidentStates = ['open', 'ended', 'all'] as const
export const priorities = ['', 'P1', 'P2', 'P3', 'P4'] as const

export type IncidentsSearch = {
  state?: (typeof incidentStates)[number]
  priority?: Exclude<(typeof priorities)[number], ''>
  category?: string
  q?: string
  sort?: string
}

const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  validateSearch: (given: Record<string, unknown>): IncidentsSearch => {
    const state = oneOf(incidentStates, given.state)
    const priority = oneOf(priorities, given.priority)
    const [category, q, sort] = [text(given.category), text(given.q), text(given.sort)]
    return {
      ...(state !== 'open' && { state }),
      ...(priority !== '' && { priority }),
      ...(category && { category }),
      ...(q && { q }),
      ...(sort && { sort }),
    }
  },
  component: lazyRouteComponent(() => import('@/features/incident/IncidentListPage')),
})

export const incidentTabs = [
  'status',
  'tasks',
  'facts',
  'files',
  'closure',
  'people',
  'history',
] as const

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id',
  validateSearch: (given: Record<string, unknown>): { tab?: (typeof incidentTabs)[number] } => {
    const tab = oneOf(incidentTabs, given.tab)
    return tab === 'status' ? {} : { tab }
  },
  component: lazyRouteComponent(() => import('@/features/incident/IncidentPage')),
})

export const searchParts = ['all', 'report', 'incident', 'line', 'letter'] as const
const searchStates = ['', 'open', 'ended'] as const

export type SearchAddress = {
  q?: string
  kind?: Exclude<(typeof searchParts)[number], 'all'>
  state?: Exclude<(typeof searchStates)[number], ''>
  channel?: string
  category?: string
  incident?: string
  from?: string
  to?: string
  without?: string
}

const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: (given: Record<string, unknown>): SearchAddress => {
    const kind = oneOf(searchParts, given.kind)
    const state = oneOf(searchStates, given.state)
    const texts = ['q', 'channel', 'category', 'incident', 'from', 'to', 'without'] as const
    const said = texts.map((name) => [name, text(given[name])] as const)
    return {
      ...Object.fromEntries(said.filter(([, value]) => value !== undefined)),
      ...(kind !== 'all' && { kind }),
      ...(state !== '' && { state }),
    }
  },
  component: lazyRouteComponent(() => import('@/features/search/SearchPage')),
})

const misdelivery = createRoute({
  getParentRoute: () => root,
  path: '/misdelivery',
  component: lazyRouteComponent(() => import('@/features/misdelivery/MisdeliveryPage')),
})

export const charterParts = [
  'articles',
  'tables',
  'blanks',
  'edit',
  'rights',
  'file',
  'team',
  'publicity',
  'versions',
] as const
export type CharterPart = (typeof charterParts)[number]

const charter = createRoute({
  getParentRoute: () => root,
  path: '/charter',
  validateSearch: (given: Record<string, unknown>): { part?: CharterPart } => {
    const part = oneOf(charterParts, given.part)
    return part === 'articles' ? {} : { part }
  },
  component: lazyRouteComponent(() => import('@/features/charter/CharterPage')),
})

const asks = createRoute({
  getParentRoute: () => root,
  path: '/asks',
  validateSearch: (given: Record<string, unknown>): { ask?: string } => {
    const ask = text(given.ask)
    return ask === undefined ? {} : { ask }
  },
  component: lazyRouteComponent(() => import('@/features/asks/AsksPage')),
})

/** The one-time link of an outsider, opened while somebody is signed in. */
const welcome = createRoute({
  getParentRoute: () => root,
  path: welcomePath,
  beforeLoad: ({ context }) => {
    if (invitation.get() === undefined) throw redirect({ to: landingOf(context.may) })
  },
  component: lazyRouteComponent(() => import('./shell/OtherGuest')),
})

const engagements = createRoute({
  getParentRoute: () => root,
  path: '/engagements',
  component: lazyRouteComponent(() => import('@/features/engagement/EngagementsPage')),
})

const engagement = createRoute({
  getParentRoute: () => root,
  path: '/engagements/$id',
  component: lazyRouteComponent(() => import('@/features/engagement/EngagementPage')),
})

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('@/features/people/PeoplePage')),
})

const roster = createRoute({
  getParentRoute: () => root,
  path: '/people/roster',
  component: lazyRouteComponent(() => import('@/features/people/RosterPage')),
})

const reshuffle = createRoute({
  getParentRoute: () => root,
  path: '/people/reshuffle',
  component: lazyRouteComponent(() => import('@/features/people/ReshufflePage')),
})

export const registryParts = ['contractors', 'systems'] as const

const registry = createRoute({
  getParentRoute: () => root,
  path: '/registry',
  validateSearch: (given: Record<string, unknown>): { part?: 'systems' } =>
    oneOf(registryParts, given.part) === 'systems' ? { part: 'systems' } : {},
  component: lazyRouteComponent(() => import('@/features/registry/RegistryPage')),
})

export const advisoryParts = ['check', 'done', 'other'] as const

const advisories = createRoute({
  getParentRoute: () => root,
  path: '/advisories',
  validateSearch: (
    given: Record<string, unknown>,
  ): { part?: 'done' | 'other'; report?: string } => {
    const part = oneOf(advisoryParts, given.part)
    const report = text(given.report)
    return { ...(part !== 'check' && { part }), ...(report && { report }) }
  },
  component: lazyRouteComponent(() => import('@/features/advisory/AdvisoryPage')),
})

const monitors = createRoute({
  getParentRoute: () => root,
  path: '/monitors',
  validateSearch: (given: Record<string, unknown>): { monitor?: string } => {
    const monitor = text(given.monitor)
    return { ...(monitor && { monitor }) }
  },
  component: lazyRouteComponent(() => import('@/features/monitors/MonitorsPage')),
})

export const approvalStates = ['waiting', 'all'] as const

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: (given: Record<string, unknown>): { state?: 'all' } =>
    oneOf(approvalStates, given.state) === 'all' ? { state: 'all' } : {},
  component: lazyRouteComponent(() => import('@/features/approval/ApprovalListPage')),
})

const proposal = createRoute({
  getParentRoute: () => root,
  path: '/approvals/new',
  validateSearch: (given: Record<string, unknown>): { incident?: string } => {
    const incident = text(given.incident)
    return incident === undefined ? {} : { incident }
  },
  component: lazyRouteComponent(() => import('@/features/approval/ProposePage')),
})

const approval = createRoute({
  getParentRoute: () => root,
  path: '/approvals/$id',
  component: lazyRouteComponent(() => import('@/features/approval/ApprovalPage')),
})

const journal = createRoute({
  getParentRoute: () => root,
  path: '/journal',
  validateSearch: (given: Record<string, unknown>): { incident?: string; seq?: number } => {
    const of = text(given.incident)
    const seq = Number(given.seq)
    return { ...(of && { incident: of }), ...(Number.isInteger(seq) && seq > 0 && { seq }) }
  },
  component: lazyRouteComponent(() => import('@/features/journal/JournalPage')),
})

const looks = createRoute({
  getParentRoute: () => root,
  path: '/journal/access',
  validateSearch: (given: Record<string, unknown>): { incident?: string } => {
    const of = text(given.incident)
    return of === undefined ? {} : { incident: of }
  },
  component: lazyRouteComponent(() => import('@/features/journal/LooksPage')),
})

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  component: lazyRouteComponent(() => import('@/features/account/AccountPage')),
})

const accountOf = createRoute({
  getParentRoute: () => root,
  path: '/account/$person',
  component: lazyRouteComponent(() => import('@/features/account/AccountOfPage')),
})

const help = createRoute({
  getParentRoute: () => root,
  path: '/help',
  component: lazyRouteComponent(() => import('@/features/help/HelpPage')),
})

/** Every screen has an address, filters and tabs included, so a view can be sent to somebody. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    inbox,
    alerts,
    logs,
    rules,
    bundles,
    intake,
    incidents,
    incident,
    search,
    misdelivery,
    welcome,
    engagements,
    engagement,
    asks,
    approvals,
    proposal,
    approval,
    people,
    roster,
    reshuffle,
    registry,
    advisories,
    monitors,
    charter,
    journal,
    looks,
    account,
    accountOf,
    help,
  ]),
  context: { may: [] },
  defaultPreload: 'intent',
  defaultErrorComponent: Broken,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
