import type { Schemas } from '@/api/client'
import { isoDay, split } from '@/app/tenures'

export type Team = Schemas['Team']
export type Post = Team['posts'][number]
export type Person = Schemas['Person']
export type Absence = Schemas['Absence']
export type Succession = Schemas['Succession']
export type Role = { code: string; name: string; holder: string; duty: string; posts: Post[] }

/** Somebody in a seat, with the absence that holds now and the next one. */
export type Holder = { id: string; name: string; away?: Absence; later?: Absence }

/**
 * The roles in the charter's order, each with its posts. A role the charter's list does not have
 * (the list is not the reader's, or older) follows at the end.
 */
export function rolesOf(team: Team, charter: Schemas['Charter'] | undefined): Role[] {
  const rows: Role[] = (charter?.roles ?? []).map((role) => ({ ...role, posts: [] }))
  for (const post of team.posts) {
    let row = rows.find((one) => one.code === post.role)
    if (row === undefined) {
      row = { code: post.role, name: post.role_name, holder: '', duty: '', posts: [] }
      rows.push(row)
    }
    row.posts.push(post)
  }
  return rows.filter((row) => row.posts.length > 0 || row.holder !== '')
}

/** What keeps somebody away now; of several, what does so longest. */
export function absenceNow(person: Person | undefined, now: Date): Absence | undefined {
  const end = ({ until }: Absence) => (until === undefined ? Infinity : Date.parse(until))
  return person?.absences
    ?.filter((one) => begins(one) <= now && !isOver(one, now))
    .reduce<Absence | undefined>(
      (last, one) => (last === undefined || end(one) > end(last) ? one : last),
      undefined,
    )
}

/** Everybody who holds the post today. */
export function holdersOf(post: Post, team: Team, now: Date): Holder[] {
  return split(post.tenures, isoDay(now)).now.map(({ person }) => {
    const known = team.persons.find((one) => one.id === person.id)
    const away = absenceNow(known, now)
    const later = known?.absences?.find((one) => begins(one) > now)
    return {
      id: person.id ?? '',
      name: person.name,
      ...(away !== undefined && { away }),
      ...(later !== undefined && { later }),
    }
  })
}

/** Codes of the posts somebody holds today. */
export function postsHeldBy(person: string, team: Team, now: Date): string[] {
  return team.posts
    .filter((post) => holdersOf(post, team, now).some((one) => one.id === person))
    .map((post) => post.code)
}

export type Turn = {
  /** The first in the line who is there. */
  next: Succession['posts'][number] | undefined
  /** The reader's own place in the line, if they have one. */
  mine: Succession['posts'][number] | undefined
  /** Whoever must be away before the reader's turn comes, and is not recorded so. */
  ahead: Succession['posts']
}

/** Whose turn it is to take over, as the charter's line says. Without an order nobody is ahead. */
export function turnOf(line: Succession, held: readonly string[]): Turn {
  const mine = line.posts.find((post) => held.includes(post.code))
  const place = mine === undefined ? 0 : line.posts.indexOf(mine)
  return {
    next: line.posts.find((post) => post.there),
    mine,
    ahead: line.ordered ? line.posts.slice(0, place).filter((post) => post.there) : [],
  }
}

const begins = (absence: Absence) => new Date(absence.from)
const isOver = (absence: Absence, now: Date) =>
  absence.until !== undefined && new Date(absence.until) <= now
