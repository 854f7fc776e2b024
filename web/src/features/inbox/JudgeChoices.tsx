import { query, type Schemas } from '@/api/client'
import { useT } from '@/i18n/inbox'
import { Select } from '@/ui/Field'
import type { Report } from './report'

type ChoiceProps = {
  id: string
  hits: Schemas['Hits']['items']
  value: string
  onChange: (incident: string) => void
  error: string | undefined
}

/** The similar incidents first, then every other open one. */
export function IncidentChoice({ id, hits, value, onChange, error }: ChoiceProps) {
  const t = useT()
  const open = query.useQuery('get', '/api/v1/incidents', {
    params: { query: { state: 'open', limit: 100 } },
  })
  const similar = hits.filter((hit) => hit.kind === 'incident')
  const others = (open.data?.items ?? []).filter((row) => !similar.some((hit) => hit.id === row.id))
  const options = [...similar, ...others].map((one) => ({
    value: one.id,
    label: `${one.number} ${one.title}`,
  }))
  return (
    <Select
      id={id}
      label={t('inbox.judge.chooseIncident')}
      hint={options.length === 0 && !open.isLoading ? t('inbox.judge.noIncident') : undefined}
      isRequired
      options={[{ value: '', label: t('ui.choose') }, ...options]}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error}
    />
  )
}

/** The similar reports first, then every other one nobody has judged yet. */
export function ReportChoice(props: ChoiceProps & { report: Report }) {
  const t = useT()
  const open = query.useQuery('get', '/api/v1/reports', {
    params: { query: { state: 'undecided', limit: 100 } },
  })
  const similar = props.hits.filter((hit) => hit.kind === 'report')
  const others = (open.data?.items ?? []).filter(
    (row) => row.id !== props.report.id && !similar.some((hit) => hit.id === row.id),
  )
  const options = [
    ...similar.map((hit) => ({ value: hit.id, label: `${hit.number} ${hit.title}` })),
    ...others.map((row) => ({ value: row.id, label: `${row.number} ${row.summary}` })),
  ]
  return (
    <Select
      id={props.id}
      label={t('inbox.judge.chooseReport')}
      hint={options.length === 0 && !open.isLoading ? t('inbox.judge.noReport') : undefined}
      isRequired
      options={[{ value: '', label: t('ui.choose') }, ...options]}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      error={props.error}
    />
  )
}
