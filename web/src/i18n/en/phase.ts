import type * as ja from '../ja/phase'
import type { SameKeys } from '../words'

export const phase = {
  triaged: 'Declared',
  responding: 'Initial response',
  contained: 'Contained',
  eradicated: 'Eradicated',
  recovering: 'Recovering (stopgap)',
  recovered: 'Recovered',
  converged: 'Convergence declared',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
} satisfies SameKeys<typeof ja.phase>
