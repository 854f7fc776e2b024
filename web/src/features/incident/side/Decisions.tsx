import { useState } from 'react'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { type Decision, letter } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './side.module.css'

const AnswerForm = later(() => import('./AnswerForm'))
const AskForm = later(() => import('./AskForm'))

/** 判断を待っていること: what only somebody with the right can settle, with A/B and the reason. */
export function Decisions() {
  const t = useT()
  const { incident } = useRoom()
  const [isAsking, setAsking] = useState(false)
  const waiting = incident.decisions.filter((one) => one.state === 'asked')
  const made = incident.decisions.filter((one) => one.state === 'made')
  return (
    <Card
      title={t('incident.decision.title')}
      action={
        !isAsking && (
          <button type="button" className={shared.cardLink} onClick={() => setAsking(true)}>
            {t('incident.decision.ask')}
          </button>
        )
      }
    >
      {isAsking && <AskForm onClose={() => setAsking(false)} />}
      {waiting.length === 0 && !isAsking && (
        <p className={shared.sub}>{t('incident.decision.none')}</p>
      )}
      <ul className={shared.list}>
        {waiting.map((decision) => (
          <li key={decision.id}>
            <Waiting decision={decision} />
          </li>
        ))}
      </ul>
      {made.length > 0 && (
        <details className={css.made}>
          <summary>{t('incident.decision.made', { n: made.length })}</summary>
          <ul className={shared.list}>
            {made.map((decision) => (
              <Made key={decision.id} decision={decision} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

function Made({ decision }: { decision: Decision }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const choice = decision.choice ?? 0
  return (
    <li>
      <p>{decision.question}</p>
      <p>
        <b>
          {letter(choice)} {decision.options[choice]}
        </b>
      </p>
      {decision.reason !== undefined && (
        <p className={shared.sub}>{t('incident.decision.because', { reason: decision.reason })}</p>
      )}
      {decision.made_at !== undefined && (
        <p className={shared.sub}>
          {[decision.made_by?.post, decision.made_by?.name].filter(Boolean).join(' ')}{' '}
          <span className="num">{dayAndClock(new Date(decision.made_at), now, language)}</span>
        </p>
      )}
    </li>
  )
}

function Waiting({ decision }: { decision: Decision }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p className={css.question}>{decision.question}</p>
      <p className={shared.sub}>
        {decision.asked_by.name}
        {decision.wanted_by !== undefined && (
          <span className="num">
            {' '}
            {t('incident.by', { time: dayAndClock(new Date(decision.wanted_by), now, language) })}
          </span>
        )}
      </p>
      {isOpen ? (
        <AnswerForm decision={decision} onClose={() => setOpen(false)} />
      ) : (
        <Button size="small" onPress={() => setOpen(true)}>
          {t('incident.decision.open')}
        </Button>
      )}
    </>
  )
}
