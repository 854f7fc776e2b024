import type { Schemas } from '@/api/client'
import { staffOf } from '@/app/tenures'
import type { Person, Post, Team } from './roll'

/** Chosen in place of somebody registered: another person of the same name. */
export const another = 'another'
/** What is written beside a post: a name, for somebody new a reading, and who of namesakes. */
export type Entry = { name: string; reading: string; person: string }
export type Draft = { from: string; entries: Readonly<Record<string, readonly Entry[]>> }

export const blankEntry: Entry = { name: '', reading: '', person: '' }

/** Full-width and half-width, with and without a space between the names: all the same name. */
export function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

/** A name as it is kept: one space between its parts. */
export function tidy(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim()
}

/** The first of April that is not past: the day nearly every reshuffle is on. */
export function nextApril(today: string): string {
  const [year = '', ...rest] = today.split('-')
  return `${rest.join('-') <= '04-01' ? year : Number(year) + 1}-04-01`
}

export type Strange = { line: number; text: string; why: 'post' | 'name' | 'twice' }
export type Pasted = { entries: Record<string, Entry[]>; count: number; strange: Strange[] }

/**
 * Reads 職名, 氏名, ふりがな as a spreadsheet copies them. What cannot be matched is given back
 * with its line and the reason, never dropped.
 */
export function readPaste(text: string, team: Team): Pasted {
  const entries: Record<string, Entry[]> = {}
  const strange: Strange[] = []
  let count = 0
  const lines = text.split(/\r\n|\n|\r/)
  for (const [place, line] of lines.entries()) {
    const [named = '', name = '', reading = ''] = line
      .split(line.includes('\t') ? '\t' : /[,，、]/)
      .map((cell) => tidy(cell.replace(/^"(.*)"$/, '$1')))
    if (line.trim() === '' || (place === 0 && isHeading(named))) continue
    const post = team.posts.find((one) => plain(one.name) === plain(named))
    const known = post === undefined ? undefined : entries[post.code]
    const why =
      post === undefined
        ? 'post'
        : name === ''
          ? 'name'
          : known !== undefined && !post.several
            ? 'twice'
            : undefined
    if (post === undefined || why !== undefined) {
      strange.push({ line: place + 1, text: line.replaceAll('\t', '　'), why: why ?? 'post' })
      continue
    }
    entries[post.code] = [...(known ?? []), { name, reading, person: '' }]
    count += 1
  }
  return { entries, count, strange }
}

function isHeading(cell: string): boolean {
  return ['職名', '職', '役職', 'post'].includes(plain(cell))
}

export type Who =
  | { kind: 'blank' }
  /** `isSure`: chosen, or the reading is the same; else it is the name alone that says so. */
  | { kind: 'person'; person: Person; isSure: boolean; persons: Person[] }
  | { kind: 'new'; name: string; reading: string; persons: Person[] }
  | { kind: 'namesakes'; persons: Person[] }

/**
 * Who is meant by what was written: somebody registered, one of several, or somebody new. A name
 * with another reading may be either, so it has to be said; a name alone is taken for the one who
 * has it, which the review shows.
 */
export function whoIs(entry: Entry, team: Team): Who {
  if (tidy(entry.name) === '') return { kind: 'blank' }
  const persons = staffOf(team).filter((one) => plain(one.name) === plain(entry.name))
  const name = tidy(entry.name)
  const reading = tidy(entry.reading)
  const fresh: Who = { kind: 'new', name, reading, persons }
  if (persons.length === 0 || entry.person === another) return fresh
  const reads = (one: Person) => plain(one.reading ?? '')
  const alike = persons.filter((one) => reading !== '' && reads(one) === plain(reading))
  const chosen =
    persons.find((one) => one.id === entry.person) ?? (alike.length === 1 ? alike[0] : undefined)
  if (chosen !== undefined) return { kind: 'person', person: chosen, isSure: true, persons }
  const [only] = persons
  const isOpen = only === undefined || persons.length > 1 || (reading !== '' && reads(only) !== '')
  if (isOpen) return { kind: 'namesakes', persons }
  return { kind: 'person', person: only, isSure: false, persons }
}

/** Who would hold the post on that day if nothing were done. */
export function holdersOn(post: Post, date: string): Schemas['PersonRef'][] {
  return post.tenures
    .filter((one) => one.from <= date && (one.to === undefined || one.to >= date))
    .map((one) => one.person)
}

/** The names of the posts somebody would hold on that day if nothing were done. */
export function postsOn(person: string | undefined, team: Team, date: string): string[] {
  return team.posts
    .filter((one) => holdersOn(one, date).some((holder) => holder.id === person))
    .map((one) => one.name)
}

export type Move = {
  post: Post
  before: string[]
  name: string
  isNew: boolean
  /** Taken for somebody registered by the name alone. */
  isGuess: boolean
  input: Schemas['ReshuffleInput']['moves'][number]
}

/** Only what changes: whoever holds the post on that day anyway is not sent. */
export function movesOf(draft: Draft, team: Team): Move[] {
  return team.posts.flatMap((post) =>
    (draft.entries[post.code] ?? []).flatMap((entry): Move[] => {
      const who = whoIs(entry, team)
      const now = holdersOn(post, draft.from)
      const before = now.map((one) => one.name)
      if (who.kind === 'person') {
        if (now.some((one) => one.id === who.person.id)) return []
        const input = { post: post.code, person: who.person.id }
        const { name } = who.person
        return [{ post, before, name, isNew: false, isGuess: !who.isSure, input }]
      }
      if (who.kind !== 'new') return []
      const { name, reading } = who
      const input = {
        post: post.code,
        name,
        ...(reading !== '' && { reading }),
        ...(who.persons.length > 0 && { namesake: true }),
      }
      return [{ post, before, name, isNew: true, isGuess: false, input }]
    }),
  )
}

/** Posts where it is not said which of several people is meant. */
export function openIn(draft: Draft, team: Team): Post[] {
  return team.posts.filter((post) =>
    (draft.entries[post.code] ?? []).some((entry) => whoIs(entry, team).kind === 'namesakes'),
  )
}

/** Who moves and still keeps a post nobody else is named for: meant so, or forgotten. */
export function keepersOf(moves: readonly Move[], draft: Draft, team: Team) {
  const given = new Set(moves.map((move) => move.post.code))
  return moves.flatMap(({ input, name }) =>
    team.posts
      .filter((post) => !post.several && !given.has(post.code))
      .filter((post) => holdersOn(post, draft.from).some((one) => one.id === input.person))
      .map((post) => ({ name, post: post.name })),
  )
}
