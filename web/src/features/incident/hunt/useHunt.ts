import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { type Incident, incidentOptions, linesOptions } from '../data'

export type Hunt = Schemas['Hunt']
export type Rule = Schemas['HuntRule']
export type Match = Schemas['HuntMatch']
type File = Incident['attachments'][number]

export function huntsOptions(id: string) {
  return query.queryOptions('get', '/api/v1/incidents/{id}/hunts', { params: { path: { id } } })
}

/** The last hunt through each file, in the order of the files. */
export function lastOfEach(hunts: readonly Hunt[], files: readonly File[]): Hunt[] {
  return files.flatMap((file) => hunts.find((hunt) => hunt.attachment === file.id) ?? [])
}

/** One file after the other, so that somebody sees how far it is and one that fails is only one. */
export function useHunt(incident: Incident) {
  const queries = useQueryClient()
  const [at, setAt] = useState<{ n: number; name: string }>()
  const [failed, setFailed] = useState<{ name: string; why: string }[]>([])
  const [ended, setEnded] = useState<{ n: number; matches: number }>()
  const run = async () => {
    setFailed([])
    setEnded(undefined)
    const sum = { n: 0, matches: 0 }
    for (const [place, file] of incident.attachments.entries()) {
      setAt({ n: place + 1, name: file.name })
      try {
        const { data } = await api.POST('/api/v1/incidents/{id}/hunts', {
          params: { path: { id: incident.id } },
          body: { attachment: file.id },
        })
        sum.n += 1
        sum.matches += data?.matches ?? 0
        void queries.invalidateQueries({ queryKey: huntsOptions(incident.id).queryKey })
      } catch (thrown) {
        const why = asProblem(thrown).message
        setFailed((before) => [...before, { name: file.name, why }])
      }
    }
    await queries.invalidateQueries({ queryKey: huntsOptions(incident.id).queryKey })
    setAt(undefined)
    setEnded(sum)
    void queries.invalidateQueries({ queryKey: incidentOptions(incident.id).queryKey })
    void queries.invalidateQueries({ queryKey: linesOptions(incident.id).queryKey })
  }
  return { at, failed, ended, run }
}
