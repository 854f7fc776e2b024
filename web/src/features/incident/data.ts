import { api, query, type Schemas } from '@/api/client'

export type Incident = Schemas['Incident']
export type Line = Schemas['Line']
export type Task = Schemas['Task']
export type Fact = Schemas['Fact']
export type Clock = Schemas['Clock_item']
export type Person = Schemas['PersonRef']
export type Decision = Incident['decisions'][number]

const pageRows = 100

/** The incident as every part of the page reads it. */
export function incidentOptions(id: string) {
  return query.queryOptions('get', '/api/v1/incidents/{id}', { params: { path: { id } } })
}

const lines = '/api/v1/incidents/{id}/timeline'

/** 経過, newest happening first, a hundred lines at a time. */
export function linesOptions(id: string) {
  const init = { params: { path: { id } } }
  return {
    queryKey: ['get', lines, init] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET(lines, {
        params: { path: { id }, query: { limit: pageRows, ...after } },
        signal,
      })
      return data ?? { items: [] }
    },
    initialPageParam: '',
    getNextPageParam: (page: Schemas['Timeline']) => page.next,
  }
}

/** An incident's ETag is its revision. */
export function etagOf(incident: Pick<Incident, 'rev'>): string {
  return `"${incident.rev}"`
}

/** 「総務課長 佐藤（代行：…）」: the post the act was done in, then the name. */
export function personText(person: Person, actingFor: (name: string) => string): string {
  const name = person.post === undefined ? person.name : `${person.post} ${person.name}`
  return person.acting_for === undefined ? name : `${name}${actingFor(person.acting_for)}`
}

/** 担当: who holds the handler's post. The charter names the role; people carry the name. */
export function handlerOf(incident: Incident) {
  return incident.people.find((person) => /ハンドラー|handler/i.test(person.role))
}

/** What an option of a decision is called: A, B, … */
export const letter = (place: number) => String.fromCharCode(65 + place)

/** Whether an act is open now, and the sentence that says why not. */
export function mayOf(incident: Incident, action: string): { allowed: boolean; reason?: string } {
  return incident.may.find((may) => may.action === action) ?? { allowed: false }
}
