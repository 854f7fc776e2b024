import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/alerts'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Card'
import { Loading, Notice } from '@/ui/Notice'
import { type Alert, placeOf } from './alerts'
import css from './alerts.module.css'
import { DismissForm, JoinForm, useJudge } from './JudgeForms'

const eventsShown = 20

/** One alert: what the machine said, its newest events, and what becomes of it. */
export default function AlertView({ id, onJudged }: { id: string; onJudged: () => void }) {
  const { data, error } = query.useQuery('get', '/api/v1/alerts/{id}', {
    params: { path: { id } },
  })
  if (error !== null) return <Notice tone="danger" role="alert" title={asProblem(error).message} />
  if (data === undefined) return <Loading />
  return (
    <div className={css.more}>
      <Said alert={data} />
      {data.state === 'new' && <Acts alert={data} onJudged={onJudged} />}
      <Events alert={data} />
    </div>
  )
}

function Said({ alert }: { alert: Alert }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const place = placeOf(alert)
  const rows = [
    { name: t('alerts.source'), value: alert.source },
    { name: t('alerts.rule'), value: alert.rule },
    {
      name: t('alerts.host'),
      value: place === 'manyHosts' || place === 'manyRules' ? t(`alerts.${place}`) : place,
    },
    { name: t('alerts.first'), value: time(alert.first_at) },
    { name: t('alerts.lastTime'), value: time(alert.last_at) },
    { name: t('alerts.total'), value: t('alerts.totalValue', { n: alert.count }) },
    {
      name: t('alerts.hours'),
      value:
        alert.hours.length > 1 &&
        alert.hours
          .map((hour) => t('alerts.hour', { from: time(hour.from), n: hour.count }))
          .join('、'),
    },
    { name: t('alerts.reference'), value: alert.reference },
    { name: t('alerts.tags'), value: alert.tags.join('、') },
    { name: t('alerts.observables'), value: alert.observables.join('、') },
    {
      name: t('alerts.report'),
      value: alert.report && (
        <Link to="/inbox" search={{ report: alert.report.id, state: 'all' }}>
          {alert.report.number}
        </Link>
      ),
    },
    { name: t('alerts.reason'), value: alert.reason },
  ].filter((row) => row.value !== undefined && row.value !== '' && row.value !== false)
  return (
    <>
      <Facts rows={rows} />
      {alert.judged_by !== undefined && alert.judged_at !== undefined && (
        <p className={css.sub}>
          {t('alerts.judged', { name: alert.judged_by.name, time: time(alert.judged_at) })}
        </p>
      )}
      {alert.description !== '' && <p className={css.description}>{alert.description}</p>}
    </>
  )
}

function Acts({ alert, onJudged }: { alert: Alert; onJudged: () => void }) {
  const t = useT()
  const [open, setOpen] = useState<'join' | 'dismiss'>()
  const may = alert.may.find((one) => one.action === 'alert.judge')
  const take = useJudge(alert, onJudged)
  if (may !== undefined && !may.allowed)
    return <p className={css.sub}>{t('alerts.mayNot', { reason: may.reason ?? '' })}</p>
  const close = () => setOpen(undefined)
  if (open === 'join') return <JoinForm alert={alert} onJudged={onJudged} onClose={close} />
  if (open === 'dismiss') return <DismissForm alert={alert} onJudged={onJudged} onClose={close} />
  return (
    <>
      {take.sentence !== undefined && <Notice tone="danger" role="alert" title={take.sentence} />}
      <div className={css.row}>
        <Button
          size="small"
          kind="filled"
          isPending={take.isPending}
          onPress={() => void take.run({ outcome: 'taken' })}
        >
          {t('alerts.take')}
        </Button>
        <Button size="small" onPress={() => setOpen('join')}>
          {t('alerts.join')}
        </Button>
        <Button size="small" kind="text" onPress={() => setOpen('dismiss')}>
          {t('alerts.dismiss')}
        </Button>
      </div>
    </>
  )
}

function Events({ alert }: { alert: Alert }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const kept = alert.events.filter((event) => event.raw !== '')
  if (kept.length === 0) return <p className={css.sub}>{t('alerts.noEvents')}</p>
  return (
    <div className={css.events}>
      <p className={css.sub}>{t('alerts.events', { n: eventsShown })}</p>
      {kept.map((event, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: events have no id and are never reordered.
        <div key={place}>
          <p className={`${css.sub} num`}>
            {[dayAndClock(new Date(event.at), now, language), event.host]
              .filter(Boolean)
              .join('　')}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
          <pre tabIndex={0}>{event.raw}</pre>
        </div>
      ))}
    </div>
  )
}
