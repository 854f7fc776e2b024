import type { Schemas } from '@/api/client'
import { isoDay, split } from '@/app/tenures'

type Team = Schemas['Team']
export type Asked = Schemas['AskOfIncident']

/** As many characters as the server takes. */
export const askMax = 2000

/**
 * Whom one can ask: a post, by the people who hold it today, then each person who holds one. A
 * vacant post can be asked too; whoever comes to it finds what is open.
 */
export function addressees(
  team: Team | undefined,
  now: Date,
  words: { post: (post: string, names: string) => string; vacant: string },
): { value: string; label: string }[] {
  const seats = (team?.posts ?? []).map((post) => ({
    post,
    people: split(post.tenures, isoDay(now)).now.map((tenure) => tenure.person),
  }))
  const posts = seats.map(({ post, people }) => ({
    value: `post ${post.code}`,
    label: words.post(post.name, people.map((one) => one.name).join('、') || words.vacant),
  }))
  const seated = new Set(seats.flatMap(({ people }) => people.map((one) => one.id)))
  const persons = (team?.persons ?? [])
    .filter((one) => !one.ended && seated.has(one.id))
    .map((one) => ({ value: `person ${one.id}`, label: one.name }))
  return [...posts, ...persons]
}

/** What the server wants of a choice of `addressees`. */
export function addresseeOf(value: string): { person: string } | { post: string } | undefined {
  const [kind, ...rest] = value.split(' ')
  const code = rest.join(' ')
  if (code === '') return undefined
  return kind === 'person' ? { person: code } : { post: code }
}

/** What waits, by when it falls due, then the answers, the newest first; apart, what was withdrawn. */
export function sorted(asks: readonly Asked[]): { current: Asked[]; dropped: Asked[] } {
  const due = (ask: Asked) => (ask.due_at === undefined ? Infinity : Date.parse(ask.due_at))
  const end = (ask: Asked) => Date.parse(ask.ended_at ?? ask.asked_at)
  const of = (state: Asked['state']) => asks.filter((ask) => ask.state === state)
  const newest = (a: Asked, b: Asked) => end(b) - end(a)
  return {
    current: [
      ...of('open').sort((a, b) => (due(a) < due(b) ? -1 : due(b) < due(a) ? 1 : 0)),
      ...of('answered').sort(newest),
    ],
    dropped: of('dropped').sort(newest),
  }
}
