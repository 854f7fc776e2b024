import { useId, useState } from 'react'
import { api } from '@/api/client'
import { useT } from '@/i18n/advisory'
import { Notice } from '@/ui/Notice'
import { useAdvisoryAct } from './act'
import type { Advisories } from './advisory'
import css from './advisory.module.css'

/** A file carried in by hand; what it is, the server sees. */
export function FileIntake() {
  const t = useT()
  const hint = useId()
  const [taken, setTaken] = useState<Advisories['taken']>()
  const act = useAdvisoryAct(
    (file: File) =>
      api.POST('/api/v1/advisories/files', {
        // The contract calls bytes a string; what travels is the file itself.
        body: file as unknown as string,
        bodySerializer: (body: unknown) => body as File,
        headers: { 'Content-Type': 'application/octet-stream' },
      }),
    (page) => setTaken(page?.taken),
  )
  return (
    <>
      <label className={css.file}>
        {t('advisory.file')}
        <input
          type="file"
          accept=".xml,.rdf,.rss,.atom,.json"
          aria-describedby={hint}
          disabled={act.isPending}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            setTaken(undefined)
            if (file !== undefined) void act.run(file)
          }}
        />
      </label>
      <span id={hint} className={css.sub}>
        {t('advisory.fileHint')}
      </span>
      {taken !== undefined && (
        <Notice tone="ok" role="status">
          {t('advisory.taken', taken)}
          {taken.unreadable > 0 && ` ${t('advisory.takenUnreadable', { n: taken.unreadable })}`}
        </Notice>
      )}
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
    </>
  )
}
