import { query, type Schemas } from '@/api/client'

export type Account = Schemas['Account']
export type Seat = Schemas['Seat']

/** The sentence on whose password it is, when it is not ours. */
export const elsewhere = {
  directory: 'account.inDirectory',
  oidc: 'account.atProvider',
} as const

export const ownOptions = query.queryOptions('get', '/api/v1/account')

/**
 * A QR code as one path of a drawing whose unit is a module: every run of dark modules in a row is
 * a bar. Rows of `1` and `0`, as the API gives them.
 */
export function qrPath(rows: readonly string[]): string {
  const bars = rows.flatMap((row, y) =>
    [...row.matchAll(/1+/g)].map(
      ({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`,
    ),
  )
  return bars.join('')
}

/** A key as people copy it: in groups of four. */
export function inGroups(key: string): string {
  return key.replace(/(.{4})(?=.)/g, '$1 ')
}
