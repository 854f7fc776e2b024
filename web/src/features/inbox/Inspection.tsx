import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n/inbox'
import { Chip } from '@/ui/Chip'
import css from './Rows.module.css'

/** What a file is by its content and what its name hides. Never that it is harmless. */
export default function Inspection({ report, attachment }: { report: string; attachment: string }) {
  const t = useT()
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/reports/{id}/attachments/{attachment}/inspection',
    { params: { path: { id: report, attachment } } },
  )
  if (error !== null) return <small>{asProblem(error).message}</small>
  if (data === undefined) return <small>{t('inbox.report.looking')}</small>
  return (
    <span className={css.inspection}>
      <span>
        {data.kind !== undefined && (
          <>
            {t('inbox.report.content')} <Chip>{data.kind}</Chip>{' '}
          </>
        )}
        {data.encrypted && <Chip tone="warn">{t('inbox.report.encrypted')}</Chip>}
      </span>
      {data.unread !== undefined && <small>{t('inbox.report.unread', { why: data.unread })}</small>}
      {data.warnings.map((warning) => (
        <strong key={warning}>{warning}</strong>
      ))}
      <small>{data.detected ? <Chip tone="danger">{data.scan}</Chip> : data.scan}</small>
    </span>
  )
}
