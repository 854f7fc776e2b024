import type * as ja from '../ja/misdelivery'
import type { SameKeys } from '../words'

export const misdelivery = {} as const satisfies SameKeys<typeof ja.misdelivery>
