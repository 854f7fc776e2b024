import { Link, Navigate } from '@tanstack/react-router'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useMay } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/engaged'
import { Card } from '@/ui/Card'
import { Loading, Notice } from '@/ui/Notice'
import { Ended } from './Ended'
import { isGone } from './engaged'
import css from './engagement.module.css'
import { Until } from './Until'

/** 支援の依頼: what somebody from outside is engaged for; the only one opens by itself. */
export default function EngagementsPage() {
  const t = useT()
  const maySee = useMay('engagement.see')
  const { data, error } = query.useQuery('get', '/api/v1/engagements', {}, { enabled: maySee })
  if (!maySee || isGone(error) || data?.items.length === 0) return <Ended />
  const [first, ...others] = data?.items ?? []
  if (first !== undefined && others.length === 0) {
    return <Navigate to="/engagements/$id" params={{ id: first.id }} replace />
  }
  return (
    <Page title={t('engaged.title')} meta={<span>{t('engaged.lead')}</span>}>
      {data === undefined && error === null && <Loading />}
      {data === undefined && error !== null && (
        <Notice tone="danger" role="alert" title={asProblem(error).message} />
      )}
      <ul className={css.stack}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <Card title={one.title ?? one.kind_name}>
              <div className={css.part}>
                <Until until={one.until} />
                <p className={css.words}>{one.purpose}</p>
                <p>
                  <Link to="/engagements/$id" params={{ id: one.id }}>
                    {t('engaged.open')}
                  </Link>
                </p>
              </div>
            </Card>
          </li>
        ))}
      </ul>
    </Page>
  )
}
