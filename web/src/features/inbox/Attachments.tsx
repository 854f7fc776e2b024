import { attach } from '@/api/client'
import { useMay } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/inbox'
import { Icon } from '@/ui/Icon'
import { later } from '@/ui/later'
import { say } from '@/ui/Toast'
import css from './Rows.module.css'
import { fileSize, type Report } from './report'

const Inspection = later(() => import('./Inspection'), null)

/** What came with the report. Nothing is opened here: a file is only taken out as it came. */
export function Attachments({ report }: { report: Report }) {
  const t = useT()
  const mayAdd = useMay('report.record')
  const act = useAct(
    (file: File) => attach('reports', report.id, file),
    (kept) => say(t('inbox.report.attached', { name: kept.name })),
  )
  return (
    <section aria-labelledby="report-files">
      <h3 id="report-files">{t('inbox.report.attachments')}</h3>
      {report.attachments.length === 0 && (
        <p className={css.none}>{t('inbox.report.noAttachments')}</p>
      )}
      <ul className={`${css.rows} ${css.files}`}>
        {report.attachments.map((file) => (
          <li key={file.id}>
            <Icon name="document" />
            <span className={css.words}>
              {file.name}
              <small title={file.sha256}>
                {t('inbox.report.keptAs', {
                  size: fileSize(file.bytes),
                  hash: file.sha256.slice(0, 12),
                })}
              </small>
              <Inspection report={report.id} attachment={file.id} />
            </span>
            <a
              href={`/api/v1/reports/${report.id}/attachments/${file.id}`}
              download={file.name}
              aria-label={t('inbox.report.downloadOf', { name: file.name })}
            >
              {t('inbox.report.download')}
            </a>
          </li>
        ))}
      </ul>
      {mayAdd && (
        <label className={css.attach}>
          <Icon name="attach" size={18} />
          {t('inbox.report.attach')}
          <input
            type="file"
            disabled={act.isPending}
            onChange={(event) => {
              const file = event.target.files?.[0]
              event.target.value = ''
              if (file !== undefined) void act.run(file)
            }}
          />
        </label>
      )}
      <p className={css.error} role="alert">
        {act.sentence}
      </p>
    </section>
  )
}
