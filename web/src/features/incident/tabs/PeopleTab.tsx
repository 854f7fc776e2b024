import { Link } from '@tanstack/react-router'
import { useMay } from '@/app/session'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/incident'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { Engagements } from '../engagement/Engagements'
import css from '../incident.module.css'
import { useRoom } from '../room'
import { TeamList } from '../side/Team'

const LettersCard = later(() => import('@/app/letters/LettersCard'), null)

/** 関係者: who leads, who from outside helps, and the reports this incident came from. */
export default function PeopleTab() {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const mayRead = useMay('report.read')
  return (
    <div className={css.columns}>
      <div className={css.stack}>
        <LettersCard about={{ kind: 'incident', id: incident.id, number: incident.number }} />
        <Engagements />
        <Card title={t('incident.people.reports', { n: incident.reports.length })}>
          <ul className={css.list}>
            {incident.reports.map((report) => (
              <li key={report.id}>
                <p>
                  {mayRead ? (
                    <Link to="/inbox" search={{ report: report.id, state: 'all' }}>
                      <span className="num">{report.number}</span>
                    </Link>
                  ) : (
                    <b className="num">{report.number}</b>
                  )}{' '}
                  {report.summary}
                </p>
                <p className={`${css.sub} num`}>
                  {t('incident.people.received', {
                    time: dayAndClock(new Date(report.received_at), now, language),
                  })}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      </div>
      <div className={css.stack}>
        <Card title={t('incident.team.title')}>
          <TeamList />
          <p className={css.sub}>
            {t('incident.people.declared', {
              name: incident.declared_by.name,
              time: dayAndClock(new Date(incident.declared_at), now, language),
            })}
          </p>
          <p className={css.sub}>
            {t('incident.people.charter', { version: incident.charter_version })}
          </p>
        </Card>
      </div>
    </div>
  )
}
