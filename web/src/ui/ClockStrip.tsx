import type { ReactNode } from 'react'
import { useSpeech } from '@/i18n'
import { dayAndClock, span } from '@/i18n/dates'
import css from './ClockStrip.module.css'

export type Obligation = {
  key: string
  label: string
  /** `law` is a 期限, `target` a 目安 of ours: they never look alike. */
  kind: 'law' | 'target'
  state: 'running' | 'overdue' | 'done' | 'not_started'
  dueAt?: Date
  /** Used instead of the worked-out line when only days count: 「11月25日〜27日」. */
  dueText?: string
  doneAt?: Date
  /** What it counts from, or how it was done: 「知った日から3〜5日」. */
  note?: ReactNode
  /** False writes 要確認 beside it. */
  isVerified?: boolean
}

const soonMs = 30 * 60_000

function toneOf(item: Obligation, now: Date): 'calm' | 'soon' | 'overdue' | 'done' {
  if (item.state === 'done' || item.state === 'overdue') return item.state
  const left =
    item.dueAt === undefined ? Number.POSITIVE_INFINITY : item.dueAt.getTime() - now.getTime()
  if (left < 0) return 'overdue'
  return left < soonMs ? 'soon' : 'calm'
}

/** The nearest obligations, remaining time big, absolute time small. Give at most four. */
export function ClockStrip({ items, now }: { items: readonly Obligation[]; now: Date }) {
  const { t } = useSpeech()
  return (
    <section aria-label={t('ui.clocks')}>
      <ul className={css.strip}>
        {items.map((item) => (
          <Clock key={item.key} item={item} now={now} />
        ))}
      </ul>
    </section>
  )
}

function Clock({ item, now }: { item: Obligation; now: Date }) {
  const { t, language } = useSpeech()
  const tone = toneOf(item, now)
  const left = item.dueAt === undefined ? undefined : item.dueAt.getTime() - now.getTime()
  const big = () => {
    if (tone === 'done') {
      return item.doneAt === undefined
        ? t('ui.clockDone')
        : t('ui.clockDoneAt', { time: dayAndClock(item.doneAt, now, language) })
    }
    if (item.state === 'not_started') return t('ui.clockNotStarted')
    if (left === undefined) return item.dueText ?? t('ui.clockNotStarted')
    const time = span(left, language)
    return tone === 'overdue' ? t('ui.clockOver', { time }) : t('ui.clockLeft', { time })
  }
  const absolute = tone === 'done' ? undefined : item.dueAt
  return (
    <li className={`${css.clock} ${css[tone]} ${css[item.kind]}`}>
      <span className={css.label}>
        <span className={css.kind}>{item.kind === 'law' ? t('ui.law') : t('ui.target')}</span>
        {item.label}
      </span>
      <span className={`${css.left} num`}>{big()}</span>
      <span className={`${css.when} num`}>
        {[
          item.dueText !== undefined && left === undefined ? undefined : item.dueText,
          absolute === undefined || item.dueText !== undefined
            ? undefined
            : dayAndClock(absolute, now, language),
        ]
          .filter(Boolean)
          .join(' ')}
        {item.note !== undefined && <span>{item.note}</span>}
        {item.isVerified === false && <b className={css.check}>{t('ui.unverified')}</b>}
      </span>
    </li>
  )
}
