import { Link } from '@tanstack/react-router'
import { query } from '@/api/client'
import { useMay } from '@/app/session'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/alerts'
import { dayAndClock } from '@/i18n/dates'

/** The alerts a report was made of or that were added to it, with counts that go on. */
export default function OfReport({ report }: { report: string }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const mayRead = useMay('alert.read')
  const { data } = query.useQuery('get', '/api/v1/reports/{id}/alerts', {
    params: { path: { id: report } },
  })
  if (data === undefined || data.items.length === 0) return null
  return (
    <section>
      <h3>{t('alerts.ofReport')}</h3>
      <ul>
        {data.items.map((row) => {
          const line = t('alerts.ofReportLine', {
            title: row.title,
            n: row.count,
            time: dayAndClock(new Date(row.last_at), now, language),
          })
          return (
            <li key={row.id}>
              {mayRead ? (
                <Link to="/alerts" search={{ state: 'judged', alert: row.id }}>
                  {line}
                </Link>
              ) : (
                line
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
