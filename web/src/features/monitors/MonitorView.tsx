import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/monitors'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Card'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { AcceptForm } from './AcceptForm'
import { Changed } from './Changed'
import type { Monitor } from './monitors'
import css from './monitors.module.css'

const looksShown = 10
const readAgain = 5_000

/** One monitor: what it looks at, its last looks, and of a page what changed. */
export default function MonitorView({ id, mayManage }: { id: string; mayManage: boolean }) {
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/monitors/{monitor}',
    { params: { path: { monitor: id } } },
    { refetchInterval: readAgain },
  )
  if (error !== null) return <Notice tone="danger" role="alert" title={asProblem(error).message} />
  if (data === undefined) return <Loading />
  return (
    <div className={css.more}>
      <Said monitor={data} />
      {data.kind === 'page' && <Changed difference={data.difference} />}
      {mayManage && <Acts monitor={data} />}
    </div>
  )
}

function Said({ monitor }: { monitor: Monitor }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const n = monitor.every_seconds
  const rows = [
    { name: t('monitors.facts.address'), value: monitor.address },
    { name: t('monitors.facts.kind'), value: t(`monitors.kind.${monitor.kind}`) },
    {
      name: t('monitors.facts.every'),
      value: n % 60 === 0 ? t('monitors.everyMinutes', { n: n / 60 }) : t('monitors.every', { n }),
    },
    { name: t('monitors.facts.severity'), value: t(`monitors.severity.${monitor.severity}`) },
    {
      name: t('monitors.facts.accepted'),
      value: monitor.accepted_at && time(monitor.accepted_at),
    },
    {
      name: t('monitors.facts.lastLooks'),
      value: monitor.looks.length > 0 && (
        <ul className={`${css.looks} num`}>
          {monitor.looks.slice(0, looksShown).map((look) => (
            <li key={look.at}>
              {t('monitors.look', {
                time: time(look.at),
                what: t(`monitors.reason.${look.reason}`),
                n: look.took_ms,
              })}
            </li>
          ))}
        </ul>
      ),
    },
  ]
  return <Facts rows={rows.filter(({ value }) => value !== undefined && value !== false)} />
}

function Acts({ monitor }: { monitor: Monitor }) {
  const t = useT()
  const [isAccepting, setAccepting] = useState(false)
  const path = { monitor: monitor.id }
  const look = useAct(
    () => api.POST('/api/v1/monitors/{monitor}/checks', { params: { path } }),
    () => say(t('monitors.looking')),
  )
  const isChanged = (monitor.difference?.score ?? 0) > 0
  if (isAccepting) return <AcceptForm monitor={monitor} onClose={() => setAccepting(false)} />
  return (
    <>
      {look.sentence !== undefined && <Notice tone="danger" role="alert" title={look.sentence} />}
      <div className={css.row}>
        <Button size="small" isPending={look.isPending} onPress={() => void look.run()}>
          {t('monitors.lookNow')}
        </Button>
        {isChanged && (
          <Button size="small" onPress={() => setAccepting(true)}>
            {t('monitors.accept')}
          </Button>
        )}
        {monitor.alert !== undefined && (
          <Link to="/alerts" search={{ state: 'all', alert: monitor.alert }}>
            {t('monitors.toAlert')}
          </Link>
        )}
      </div>
    </>
  )
}
