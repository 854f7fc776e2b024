import type * as ja from '../ja/inbox'
import type { SameKeys } from '../words'

export const inbox = {} as const satisfies SameKeys<typeof ja.inbox>
