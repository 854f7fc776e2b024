import type * as ja from '../ja/incident'
import type { SameKeys } from '../words'

export const incident = {} as const satisfies SameKeys<typeof ja.incident>
