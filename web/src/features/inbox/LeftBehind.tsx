import { attach } from '@/api/client'
import { useMay } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/bundles'
import { Icon } from '@/ui/Icon'
import css from './Rows.module.css'
import type { Report } from './report'

/** Files a bundle named and did not carry: each waits for what came out of 無害化. */
export default function LeftBehind({ report }: { report: Report }) {
  const t = useT()
  const mayAdd = useMay('report.record')
  const act = useAct((file: File, before: string) =>
    attach('reports', report.id, file, undefined, before),
  )
  const files = report.left_behind ?? []
  if (files.length === 0) return null
  return (
    <section aria-labelledby="report-left">
      <h3 id="report-left">{t('bundles.leftBehind')}</h3>
      <ul className={`${css.rows} ${css.files}`}>
        {files.map((file) => (
          <li key={`${file.sha256} ${file.name}`}>
            <Icon name="document" />
            <span className={css.words}>
              {file.name}
              <small>{t('bundles.before', { hash: file.sha256 })}</small>
            </span>
            {mayAdd && (
              <label className={css.attach}>
                {t('bundles.bringIn')}
                <input
                  type="file"
                  aria-label={t('bundles.bringInOf', { name: file.name })}
                  disabled={act.isPending}
                  onChange={(event) => {
                    const chosen = event.target.files?.[0]
                    event.target.value = ''
                    if (chosen !== undefined) void act.run(chosen, file.sha256)
                  }}
                />
              </label>
            )}
          </li>
        ))}
      </ul>
      <p className={css.error} role="alert">
        {act.sentence}
      </p>
    </section>
  )
}
