import { useQueryClient } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import { useUploads } from '@/app/uploads/useUploads'
import { incidentOptions } from './data'

/** Files on their way to an incident. `onKept` hears each one the server has. */
export function useIncidentUploads(id: string, onKept: (file: Schemas['Attachment']) => void) {
  const queries = useQueryClient()
  const address = `/api/v1/incidents/${encodeURIComponent(id)}/attachments`
  return useUploads<Schemas['Attachment']>(address, (file) => {
    onKept(file)
    void queries.invalidateQueries({ queryKey: incidentOptions(id).queryKey })
  })
}
