import { attach, type Schemas } from '@/api/client'
import { useMay } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/inbox'
import { Chip } from '@/ui/Chip'
import { Icon } from '@/ui/Icon'
import { later } from '@/ui/later'
import { say } from '@/ui/Toast'
import css from './Rows.module.css'
import { acceptOf, fileKinds, fileSize, type Report } from './report'

const Inspection = later(() => import('./Inspection'), null)

/** What came with the report. Nothing is opened here: a file is only taken out as it came. */
export function Attachments({ report }: { report: Report }) {
  const t = useT()
  const mayAdd = useMay('report.record')
  const act = useAct(
    (file: File, kind?: Schemas['FileKind']) => attach('reports', report.id, file, kind),
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
              {file.name}{' '}
              {file.kind !== undefined && <Chip>{t(`inbox.report.kind.${file.kind}`)}</Chip>}
              <small title={file.sha256}>
                {t('inbox.report.keptAs', {
                  size: fileSize(file.bytes),
                  hash: file.sha256.slice(0, 12),
                })}
              </small>
              {file.sha256_before !== undefined && (
                <small title={file.sha256_before}>
                  {t('inbox.report.before', { hash: file.sha256_before.slice(0, 12) })}
                </small>
              )}
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
        <p className={css.acts}>
          {[undefined, ...fileKinds].map((kind) => (
            <label key={kind ?? 'file'} className={css.attach}>
              <Icon name="attach" size={18} />
              {kind === undefined ? t('inbox.report.attach') : t(`inbox.report.kind.${kind}`)}
              <input
                type="file"
                {...(kind !== undefined && { accept: acceptOf[kind] })}
                disabled={act.isPending}
                onChange={(event) => {
                  const file = event.target.files?.[0]
                  event.target.value = ''
                  if (file !== undefined) void act.run(file, kind)
                }}
              />
            </label>
          ))}
        </p>
      )}
      <p className={css.error} role="alert">
        {act.sentence}
      </p>
    </section>
  )
}
