import { useState } from 'react'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/asking'
import { dayAndClock } from '@/i18n/dates'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { type Asked, sorted } from './asking'
import css from './side.module.css'

const AskOthers = later(() => import('./AskOthers'))
const DropAsk = later(() => import('./DropAsk'))

/** 人に頼んでいること: what somebody outside the team is asked, and what they answered. */
export default function Asks() {
  const t = useT()
  const { incident } = useRoom()
  const [isAsking, setAsking] = useState(false)
  const may = mayOf(incident, 'ask.put').allowed
  const { current, dropped } = sorted(incident.asks ?? [])
  if (!may && current.length + dropped.length === 0) return null
  return (
    <Card
      title={t('asking.title')}
      action={
        may &&
        !isAsking && (
          <button type="button" className={shared.cardLink} onClick={() => setAsking(true)}>
            {t('asking.begin')}
          </button>
        )
      }
    >
      {isAsking && <AskOthers onClose={() => setAsking(false)} />}
      {current.length === 0 && !isAsking && <p className={shared.sub}>{t('asking.none')}</p>}
      <Rows asks={current} mayDrop={may} />
      {dropped.length > 0 && (
        <details className={css.made}>
          <summary>{t('asking.dropped', { n: dropped.length })}</summary>
          <Rows asks={dropped} mayDrop={false} />
        </details>
      )}
    </Card>
  )
}

function Rows({ asks, mayDrop }: { asks: readonly Asked[]; mayDrop: boolean }) {
  if (asks.length === 0) return null
  return (
    <ul className={shared.list}>
      {asks.map((ask) => (
        <li key={ask.id} className={css.asked}>
          <Row ask={ask} mayDrop={mayDrop} />
        </li>
      ))}
    </ul>
  )
}

function Row({ ask, mayDrop }: { ask: Asked; mayDrop: boolean }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const [isDropping, setDropping] = useState(false)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const isLate = ask.state === 'open' && ask.due_at !== undefined && new Date(ask.due_at) < now
  const tone = isLate ? 'danger' : ask.state === 'answered' ? 'ok' : 'gray'
  return (
    <>
      <p className={css.askedHead}>
        <Chip tone={tone}>{isLate ? t('asking.late') : t(`asking.state.${ask.state}`)}</Chip>
        <b>{ask.person?.name ?? ask.post}</b>
        {ask.due_at !== undefined && ask.state === 'open' && (
          <span className={`${shared.sub} num`}>{t('asking.by', { time: time(ask.due_at) })}</span>
        )}
      </p>
      <p className={css.askedText}>{ask.text}</p>
      {ask.state === 'answered' && (
        <>
          <p className={`${shared.sub} num`}>
            {t('asking.answered', {
              name: ask.answered_by?.name ?? '',
              time: time(ask.ended_at ?? ask.asked_at),
            })}
          </p>
          <blockquote className={css.askedText}>{ask.answer}</blockquote>
        </>
      )}
      {mayDrop &&
        ask.state === 'open' &&
        (isDropping ? (
          <DropAsk ask={ask} onClose={() => setDropping(false)} />
        ) : (
          <button type="button" className={css.textButton} onClick={() => setDropping(true)}>
            {t('asking.drop')}
          </button>
        ))}
    </>
  )
}
