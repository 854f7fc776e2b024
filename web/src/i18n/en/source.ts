import type * as ja from '../ja/source'
import type { SameKeys } from '../words'

export const source = {
  channel: {
    web_form: 'Public form',
    phone: 'Phone',
    counter: 'Counter',
    mail: 'Mail',
    internal: 'From inside',
    monitoring: 'Monitoring',
    contractor: 'From a contractor',
    authority: 'From an authority',
    other: 'Other',
  },
  class: {
    staff: 'staff',
    contractor: 'contractor',
    resident: 'resident',
    other_body: 'another body',
    government: 'state or prefecture',
    police: 'police',
    expert: 'specialist body',
    press: 'press',
    system: 'automatic',
    unknown: 'unknown who',
  },
  operation: {
    powered_off: 'Switched it off',
    unplugged: 'Unplugged the network',
    restarted: 'Restarted it',
    deleted: 'Deleted something',
    forwarded: 'Forwarded it',
    none: 'Did nothing',
    other: 'Other',
  },
} satisfies SameKeys<typeof ja.source>
