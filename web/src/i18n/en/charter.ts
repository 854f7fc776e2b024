import type * as ja from '../ja/charter'
import type { SameKeys } from '../words'

export const charter = {} as const satisfies SameKeys<typeof ja.charter>
