import type { Schemas } from '@/api/client'
import { staffOf } from '@/app/tenures'
import type { Person, Post, Team } from './roll'

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
  | { kind: 'person'; person: Person }
  | { kind: 'new'; name: string; reading: string }
  | { kind: 'namesakes'; persons: Person[] }

/** Who is meant by what was written: somebody registered, one of several, or somebody new. */
export function whoIs(entry: Entry, team: Team): Who {
  if (tidy(entry.name) === '') return { kind: 'blank' }
  const persons = staffOf(team).filter((one) => plain(one.name) === plain(entry.name))
  const chosen = persons.find((one) => one.id === entry.person)
  const only = persons.length === 1 ? persons[0] : undefined
  const read = persons.filter(
    (one) => entry.reading !== '' && plain(one.reading ?? '') === plain(entry.reading),
  )
  const person = chosen ?? only ?? (read.length === 1 ? read[0] : undefined)
  if (person !== undefined) return { kind: 'person', person }
  if (persons.length > 1) return { kind: 'namesakes', persons }
  return { kind: 'new', name: tidy(entry.name), reading: tidy(entry.reading) }
}

/** Who would hold the post on that day if nothing were done. */
export function holdersOn(post: Post, date: string): Schemas['PersonRef'][] {
  return post.tenures
    .filter((one) => one.from <= date && (one.to === undefined || one.to >= date))
    .map((one) => one.person)
}

export type Move = {
  post: Post
  before: string[]
  name: string
  isNew: boolean
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
        return [{ post, before, name: who.person.name, isNew: false, input }]
      }
      if (who.kind !== 'new') return []
      const { name, reading } = who
      const input = { post: post.code, name, ...(reading !== '' && { reading }) }
      return [{ post, before, name, isNew: true, input }]
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
