import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n'
import { incidentOptions } from './data'
import { nameForPasted, upload } from './upload'

export type Uploading = {
  key: number
  name: string
  /** 0 … 1 */
  share: number
  error?: string
  /** To send it again, or to give it up. */
  again: () => void
  drop: () => void
}

let lastKey = 0

/** Files on their way to an incident. `onKept` hears each one the server has. */
export function useUploads(id: string, onKept: (file: { id: string; name: string }) => void) {
  const t = useT()
  const queries = useQueryClient()
  const [files, setFiles] = useState<Uploading[]>([])
  const kept = useRef(onKept)
  useEffect(() => {
    kept.current = onKept
  })

  const change = useCallback((key: number, part: Partial<Uploading>) => {
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
  }, [])

  const start = useCallback(
    (file: File, key: number) => {
      const { done, cancel } = upload(
        `/api/v1/incidents/${encodeURIComponent(id)}/attachments`,
        file,
        (share) => change(key, { share }),
      )
      const drop = () => {
        cancel()
        setFiles((all) => all.filter((one) => one.key !== key))
      }
      change(key, { drop })
      done.then(
        (attachment) => {
          setFiles((all) => all.filter((one) => one.key !== key))
          kept.current({ id: attachment.id, name: attachment.name })
          void queries.invalidateQueries({ queryKey: incidentOptions(id).queryKey })
        },
        (thrown) => {
          const problem = asProblem(thrown)
          const error = problem.isUnreachable ? t('ui.unreachable') : problem.message
          change(key, { error })
        },
      )
    },
    [id, change, queries, t],
  )

  const add = useCallback(
    (given: Iterable<File>) => {
      for (const raw of given) {
        const file = nameForPasted(raw, new Date())
        lastKey += 1
        const key = lastKey
        const again = () => {
          change(key, { share: 0 })
          setFiles((all) => all.map((one) => (one.key === key ? withoutError(one) : one)))
          start(file, key)
        }
        setFiles((all) => [...all, { key, name: file.name, share: 0, again, drop: () => {} }])
        start(file, key)
      }
    },
    [change, start],
  )
  return { files, add }
}

function withoutError({ error: _, ...rest }: Uploading): Uploading {
  return rest
}
