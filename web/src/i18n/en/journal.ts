import type * as ja from '../ja/journal'
import type { SameKeys } from '../words'

export const journal = {} as const satisfies SameKeys<typeof ja.journal>
