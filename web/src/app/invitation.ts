/**
 * The one-time link an outsider gets: name and initial password stand in its fragment, which no
 * browser sends to a server. Whoever opens it has it taken out of the address bar before anything
 * else of the program looks there; from then on it is in this page's memory and nowhere else.
 */
export type Invitation = { name: string; password: string }

export const welcomePath = '/welcome'

export function linkOf(origin: string, { name, password }: Invitation): string {
  return `${origin}${welcomePath}#${new URLSearchParams({ name, password })}`
}

/** What stands behind the `#`; nothing where the link was cut off on its way. */
export function readFragment(fragment: string): Invitation | undefined {
  const given = new URLSearchParams(fragment.replace(/^#/, ''))
  const name = given.get('name')?.trim() ?? ''
  const password = given.get('password')?.trim() ?? ''
  return name === '' || password === '' ? undefined : { name, password }
}

type Place = Pick<Location, 'pathname' | 'hash'>
type Bar = Pick<History, 'replaceState'>

/** Takes the invitation out of the address bar, also out of the way back. */
export function takeFrom(place: Place, bar: Bar): Invitation | undefined {
  if (place.pathname !== welcomePath || place.hash === '') return undefined
  const found = readFragment(place.hash)
  bar.replaceState(null, '', welcomePath)
  return found
}

let held: Invitation | undefined

export const invitation = {
  get: () => held,
  forget: () => {
    held = undefined
  },
}

if (typeof window !== 'undefined') {
  held = takeFrom(window.location, window.history)
  // A link that is pasted into a tab which shows this page already loads nothing by itself.
  window.addEventListener('hashchange', () => {
    if (window.location.pathname === welcomePath && window.location.hash !== '') {
      window.location.reload()
    }
  })
}
