import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n'
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

/** Files on their way to an address. `onKept` hears each one the server has, as it answers. */
export function useUploads<Kept>(address: string, onKept: (file: Kept) => void) {
  const t = useT()
  const [files, setFiles] = useState<Uploading[]>([])
  const kept = useRef(onKept)
  useEffect(() => {
    kept.current = onKept
  })

  const change = useCallback((key: number, part: Partial<Uploading>) => {
    setFiles((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)))
  }, [])

  const start = useCallback(
    (file: File, key: number, act: string) => {
      const { done, cancel } = upload<Kept>(address, file, act, (share) => change(key, { share }))
      const drop = () => {
        cancel()
        setFiles((all) => all.filter((one) => one.key !== key))
      }
      change(key, { drop })
      done.then(
        (answer) => {
          setFiles((all) => all.filter((one) => one.key !== key))
          kept.current(answer)
        },
        (thrown) => {
          const problem = asProblem(thrown)
          // The session ended while the file went: the client hears it, and sign-in opens.
          if (problem.status === 401) void api.GET('/api/v1/session').catch(() => undefined)
          const error = problem.isUnreachable ? t('ui.unreachable') : problem.message
          change(key, { error })
        },
      )
    },
    [address, change, t],
  )

  const add = useCallback(
    (given: Iterable<File>) => {
      for (const raw of given) {
        const file = nameForPasted(raw, new Date())
        lastKey += 1
        const key = lastKey
        // One act however often it is sent: a file whose receipt was lost is not kept twice.
        const act = crypto.randomUUID()
        const again = () => {
          change(key, { share: 0 })
          setFiles((all) => all.map((one) => (one.key === key ? withoutError(one) : one)))
          start(file, key, act)
        }
        setFiles((all) => [...all, { key, name: file.name, share: 0, again, drop: () => {} }])
        start(file, key, act)
      }
    },
    [change, start],
  )
  return { files, add }
}

function withoutError({ error: _, ...rest }: Uploading): Uploading {
  return rest
}
