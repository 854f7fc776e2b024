import { query } from '@/api/client'
import { useOpenAsks } from '../asks/useOpenAsks'
import { useMay } from '../session'

/**
 * What the menu counts: undecided reports, new alerts, open incidents, approvals that wait for this person and
 * what they are asked. Nothing is read that their posts do not open.
 */
export function useCounts() {
  const mayReadReports = useMay('report.read')
  const reports = query.useQuery(
    'get',
    '/api/v1/reports',
    { params: { query: { state: 'undecided', limit: 1 } } },
    { enabled: mayReadReports },
  )
  const mayReadAlerts = useMay('alert.read')
  const alerts = query.useQuery(
    'get',
    '/api/v1/alerts',
    { params: { query: { state: 'new', limit: 1 } } },
    { enabled: mayReadAlerts },
  )
  const incidents = useUrgent()
  const mayReadApprovals = useMay('approval.read')
  const approvals = query.useQuery(
    'get',
    '/api/v1/approvals',
    { params: { query: { state: 'waiting' } } },
    { enabled: mayReadApprovals },
  )
  const asks = useOpenAsks()
  const asked = asks.data?.items ?? []
  const now = Date.now()
  const isForMe = (may: { action: string; allowed: boolean }) =>
    may.allowed && (may.action === 'approve' || may.action === 'confirm')
  return {
    undecided: reports.data?.counts.undecided ?? 0,
    alerts: alerts.data?.counts.new ?? 0,
    forMe: (approvals.data?.items ?? []).filter((one) => one.may.some(isForMe)).length,
    asked: asked.length,
    isAskedLate: asked.some(({ due_at: due }) => due !== undefined && Date.parse(due) < now),
    open: incidents.open,
    isUrgent: incidents.urgent.length > 0,
  }
}

/** Open incidents of 重大 and 高, most urgent first; they have a strip on every page. */
export function useUrgent() {
  const mayRead = useMay('incident.read')
  const { data } = query.useQuery(
    'get',
    '/api/v1/incidents',
    { params: { query: { state: 'open', limit: 50 } } },
    { enabled: mayRead },
  )
  const urgent = (data?.items ?? [])
    .filter((row) => row.priority === 'P1' || row.priority === 'P2')
    .sort((a, b) => (a.priority < b.priority ? -1 : a.priority > b.priority ? 1 : 0))
  return { open: data?.counts.open ?? 0, urgent }
}
