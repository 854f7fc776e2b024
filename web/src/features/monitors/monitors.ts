import type { Schemas } from '@/api/client'
import type { Tone } from '@/ui/Chip'
import type { IconName } from '@/ui/Icon'

export type Row = Schemas['MonitorRow']
export type Monitor = Schemas['Monitor']
export type Difference = Schemas['MonitorDifference']
export type State = Row['state']

export const stateTones: Record<State, Tone> = {
  new: 'gray',
  good: 'ok',
  shaky: 'warn',
  down: 'danger',
}

export const stateIcons: Record<State, IconName> = {
  new: 'asks',
  good: 'check',
  shaky: 'help',
  down: 'error',
}

const order: Record<State, number> = { down: 0, shaky: 1, new: 2, good: 3 }

/** What needs somebody first; within that as the operator wrote them. */
export function sorted(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => order[a.state] - order[b.state])
}

/** The last looks from old to new, and how many of them were bad. */
export function stripOf(looks: Row['looks']): { bad: number; marks: boolean[] } {
  const marks = looks.map((look) => look.reason === 'none').toReversed()
  return { bad: marks.filter((isGood) => !isGood).length, marks }
}
