/** What the server says when it sends the browser home from the sign-in service. */
const words = ['code', 'unbound', 'again', 'refused', 'silent'] as const
export type Word = (typeof words)[number]

/** The word in the address, taken out of it, so that a reload does not say it again. */
export function takeWord(): Word | undefined {
  const address = new URL(location.href)
  const said = address.searchParams.get('sign-in')
  if (said === null) return undefined
  address.searchParams.delete('sign-in')
  history.replaceState(history.state, '', address)
  return words.find((word) => word === said)
}

/** Where the browser is sent to sign in there; `again`: to prove anew who one is. */
export function providerPath({ own = false, again = false }): string {
  const query = new URLSearchParams({
    ...(own && { own_device: '1' }),
    ...(again && { again: '1' }),
  })
  const path = '/api/v1/session/oidc'
  return query.size === 0 ? path : `${path}?${query}`
}
