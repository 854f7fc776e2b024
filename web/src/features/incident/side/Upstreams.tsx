import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/upstream'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './side.module.css'

const NameUpstream = later(() => import('./NameUpstream'))
const EndUpstream = later(() => import('./EndUpstream'))

export type Upstream = Schemas['Upstream']

/** 相手の件: what the prefecture, a provider or a contractor calls the matter on their side. */
export default function Upstreams() {
  const t = useT()
  const { incident } = useRoom()
  const [isNaming, setNaming] = useState(false)
  const may = mayOf(incident, 'incident.record').allowed && incident.erased !== true
  const all = incident.upstreams ?? []
  const current = all.filter((one) => one.ended_at === undefined)
  const ended = all.filter((one) => one.ended_at !== undefined)
  if (!may && all.length === 0) return null
  return (
    <Card
      title={t('upstream.title')}
      action={
        may &&
        !isNaming && (
          <button type="button" className={shared.cardLink} onClick={() => setNaming(true)}>
            {t('upstream.add')}
          </button>
        )
      }
    >
      {isNaming && <NameUpstream onClose={() => setNaming(false)} />}
      {current.length === 0 && !isNaming && <p className={shared.sub}>{t('upstream.none')}</p>}
      <Rows rows={current} mayEnd={may} />
      {ended.length > 0 && (
        <details className={css.made}>
          <summary>{t('upstream.removed', { n: ended.length })}</summary>
          <Rows rows={ended} mayEnd={false} />
        </details>
      )}
    </Card>
  )
}

function Rows({ rows, mayEnd }: { rows: readonly Upstream[]; mayEnd: boolean }) {
  if (rows.length === 0) return null
  return (
    <ul className={shared.list}>
      {rows.map((one) => (
        <li key={one.id ?? one.report?.id} className={css.asked}>
          <Row one={one} mayEnd={mayEnd} />
        </li>
      ))}
    </ul>
  )
}

function Row({ one, mayEnd }: { one: Upstream; mayEnd: boolean }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const [isEnding, setEnding] = useState(false)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const { report, reply_due_at: due, reply_overdue_since: overdue } = one
  return (
    <>
      <p className={css.askedHead}>
        <b>{one.from}</b>
        {one.their_number !== undefined && <span className="num">{one.their_number}</span>}
      </p>
      {one.note !== undefined && <p className={css.askedText}>{one.note}</p>}
      {report !== undefined && (
        <p className={css.askedHead}>
          <Link to="/inbox" search={{ report: report.id, state: 'all' }}>
            {t('upstream.notice', { number: report.number })}
          </Link>
          {one.acknowledged === false && <Chip tone="warn">{t('upstream.notAcknowledged')}</Chip>}
          {overdue !== undefined ? (
            <Chip tone="danger">{t('upstream.replyOverdue', { time: time(due ?? overdue) })}</Chip>
          ) : (
            due !== undefined && <Chip>{t('upstream.replyDue', { time: time(due) })}</Chip>
          )}
        </p>
      )}
      {one.by !== undefined && one.at !== undefined && (
        <p className={`${shared.sub} num`}>
          {t('upstream.named', { name: one.by.name, time: time(one.at) })}
        </p>
      )}
      {one.ended_why !== undefined && <p className={css.askedText}>{one.ended_why}</p>}
      {mayEnd &&
        one.id !== undefined &&
        (isEnding ? (
          <EndUpstream one={one} onClose={() => setEnding(false)} />
        ) : (
          <button
            type="button"
            className={css.textButton}
            aria-label={t('upstream.removeOf', { from: one.from })}
            onClick={() => setEnding(true)}
          >
            {t('upstream.remove')}
          </button>
        ))}
    </>
  )
}
