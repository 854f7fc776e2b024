import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/incident'
import { Card } from '@/ui/Card'
import { Chip, type Tone } from '@/ui/Chip'
import { daysText } from '../Clocks'
import type { Clock } from '../data'
import { useRoom } from '../room'
import css from './side.module.css'

const tones: Record<Clock['state'], Tone> = {
  done: 'ok',
  overdue: 'danger',
  running: 'key',
  not_started: 'gray',
}

/** 連絡・届出: every obligation by whom it goes to, 期限 before 目安. */
export function Filings() {
  const { t, language } = useSpeech()
  const { incident, compose } = useRoom()
  const now = useNow(60_000)
  const clocks = [...incident.clocks].sort(
    (a, b) => Number(b.kind === 'law') - Number(a.kind === 'law'),
  )
  if (clocks.length === 0) return null
  return (
    <Card title={t('incident.filing.title')}>
      <ul className={css.filings}>
        {clocks.map((clock) => (
          <li key={clock.key}>
            <span>
              {clock.label}
              <small className="num">
                {clock.kind === 'law' ? t('ui.law') : t('ui.target')}{' '}
                {daysText(clock, t, language) ??
                  (clock.due_at !== undefined &&
                    dayAndClock(new Date(clock.due_at), now, language))}
                {!clock.verified && <b className={css.check}>{t('ui.unverified')}</b>}
              </small>
            </span>
            <Chip tone={tones[clock.state]}>{t(`incident.filing.${clock.state}`)}</Chip>
            {clock.state !== 'done' && (
              <button
                type="button"
                className={css.textButton}
                onClick={() =>
                  compose({ kind: 'contact', fulfils: { key: clock.key, label: clock.label } })
                }
              >
                {t('incident.clock.told')}
                <span className="hidden-visually">{clock.label}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
