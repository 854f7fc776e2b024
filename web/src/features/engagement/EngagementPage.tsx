import { useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useCallback } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useAttendedPoll } from '@/app/asks/useAttendedPoll'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/engaged'
import { Card } from '@/ui/Card'
import { Loading, Notice } from '@/ui/Notice'
import { Asks } from './Asks'
import { Ended } from './Ended'
import { isGone, type Mine } from './engaged'
import css from './engagement.module.css'
import { HandIn } from './HandIn'
import { Notes } from './Notes'
import { Facts, Files, Record, Summary, Tasks } from './parts'
import { Until } from './Until'

/** All that somebody from outside sees of an incident: what was named, and what they hand in. */
export default function EngagementPage() {
  const t = useT()
  const { id } = useParams({ from: '/engagements/$id' })
  const queries = useQueryClient()
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/engagements/{engagement}',
    { params: { path: { engagement: id } } },
    { staleTime: 0 },
  )
  // The event stream tells outsiders nothing.
  const read = useCallback(
    () =>
      void queries.invalidateQueries({
        predicate: ({ queryKey: [, path] }) =>
          typeof path === 'string' && path.startsWith('/api/v1/engagements'),
      }),
    [queries],
  )
  useAttendedPoll(read, true)
  // What was read before the end is not shown after it.
  if (isGone(error)) return <Ended />
  if (data !== undefined) return <Room mine={data} />
  return (
    <Page title={t('engaged.title')}>
      {error === null ? (
        <Loading />
      ) : (
        <Notice tone="danger" role="alert" title={asProblem(error).message} />
      )}
    </Page>
  )
}

function Room({ mine }: { mine: Mine }) {
  const t = useT()
  const all = query.useQuery('get', '/api/v1/engagements')
  const hasOthers = (all.data?.items.length ?? 0) > 1
  return (
    <Page
      title={mine.title ?? mine.kind_name}
      crumb={hasOthers && <Link to="/engagements">{t('engaged.others')}</Link>}
      meta={
        <>
          <span>{mine.kind_name}</span>
          <span>{mine.body}</span>
        </>
      }
    >
      <div className={css.columns}>
        <div className={css.stack}>
          <Card title={t('engaged.purpose')} tone="key">
            <div className={css.part}>
              <p className={css.purpose}>{mine.purpose}</p>
              <Until until={mine.until} />
              <p className={css.sub}>{t('engaged.untilWhat')}</p>
              <p className={css.sub}>
                {t('engaged.shown', {
                  parts: mine.parts.map((part) => part.name).join(t('engaged.gap')),
                })}
              </p>
            </div>
          </Card>
          <Asks />
          <HandIn mine={mine} />
          <Notes mine={mine} />
        </div>
        <div className={css.stack}>
          <Summary mine={mine} />
          <Facts mine={mine} />
          <Tasks mine={mine} />
          <Files mine={mine} />
          <Record mine={mine} />
        </div>
      </div>
    </Page>
  )
}
