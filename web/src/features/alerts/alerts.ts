import type { Schemas } from '@/api/client'
import type { Tone } from '@/ui/Chip'

export type Row = Schemas['AlertRow']
export type Alert = Schemas['Alert']
export type Severity = Row['severity']

export const severityTones: Record<Severity, Tone> = {
  info: 'gray',
  low: 'gray',
  medium: 'warn',
  high: 'danger',
  critical: 'danger',
}

/** What stands where one machine's name would: a storm is over many of them. */
export function placeOf(row: Pick<Row, 'scope' | 'host'>): 'manyHosts' | 'manyRules' | string {
  if (row.scope === 'rule') return 'manyHosts'
  if (row.scope === 'source') return 'manyRules'
  return row.host ?? ''
}
