import { useSession } from '@/app/session'
import { useNow } from '@/app/useNow'
import { day, monthDay } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/roster'
import { FictionalStamp } from '@/ui/Chip'
import paper from './paper.module.css'
import { atNoon, numbersOf, type Roster, rowOf } from './roster'
import css from './roster.module.css'

/** 宿直の呼び出し表: works with a telephone and a pencil when the network is down. */
export function CallTree({ roster }: { roster: Roster }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const { organisation } = useSession().session
  const onDuty = roster.duties.slice(0, 8)
  return (
    <section className={paper.poster} aria-label={t('roster.paperTitle')}>
      <div className={paper.title}>
        <h1 className={css.paperHead}>{t('roster.paperTitle')}</h1>
        <p>
          {organisation.team_name} {organisation.fictional && <FictionalStamp />}
        </p>
      </div>
      <h2>{t('roster.paperSteps')}</h2>
      <ol className={css.steps}>
        <li>{t('roster.paperStep.hear')}</li>
        <li>{t('roster.paperStep.call', { minutes: String(roster.minutes) })}</li>
        <li>{t('roster.paperStep.note')}</li>
        <li>{t('roster.paperStep.touch')}</li>
      </ol>
      {onDuty.length > 0 && (
        <CallTable
          title={t('roster.paperDuty')}
          lead={t('roster.paperWeek')}
          rows={onDuty.map((duty) => ({
            key: duty.id,
            lead: t('roster.span', {
              from: monthDay(atNoon(duty.from), language),
              to: monthDay(atNoon(duty.to), language),
            }),
            name: duty.person.name,
            post: rowOf(roster, duty.person.id)?.posts[0]?.name ?? '',
            person: duty.person.id,
          }))}
          roster={roster}
        />
      )}
      <CallTable
        title={t('roster.paperThen')}
        lead=""
        rows={roster.line.map((callee, place) => ({
          key: callee.person.id ?? String(place),
          lead: String(place + 1),
          name: callee.person.name,
          post: callee.post ?? '',
          person: callee.person.id,
        }))}
        roster={roster}
      />
      <p className={`${paper.small} num`}>
        {t('roster.paperAsOf', { date: day(now, language) })} {t('roster.paperCare')}
      </p>
    </section>
  )
}

type Line = { key: string; lead: string; name: string; post: string; person: string | null }
type TableProps = { title: string; lead: string; rows: Line[]; roster: Roster }

function CallTable({ title, lead, rows, roster }: TableProps) {
  const t = useT()
  return (
    <>
      <h2>{title}</h2>
      <table className={css.calls}>
        <thead>
          <tr>
            <th scope="col">{lead}</th>
            <th scope="col">{t('roster.paperName')}</th>
            <th scope="col">{t('roster.paperNumber')}</th>
            <th scope="col">{t('roster.paperWhen')}</th>
            <th scope="col">{t('roster.paperAnswer')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td className="num">{row.lead}</td>
              <td>
                {row.name}
                <small>{row.post}</small>
              </td>
              <td className="num">
                {numbersOf(rowOf(roster, row.person)).map((one) => (
                  <div key={one.kind}>{t(`roster.${one.kind}`, { number: one.number })}</div>
                ))}
              </td>
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
