import { Fragment, type ReactNode } from 'react'
import { useSpeech } from '@/i18n'
import { clock, day, startOfDay } from '@/i18n/dates'
import css from './Timeline.module.css'

export type TimelineLine = {
  id: string
  kind: 'fact' | 'decision' | 'action' | 'contact' | 'system'
  text: ReactNode
  occurredAt: Date
  precision: 'minute' | 'hour' | 'day' | 'unknown'
  /** Left out where it is nobody's to know. */
  recordedAt?: Date
  /** Who wrote it and in which post: 「総合情報課 佐藤」. */
  by: ReactNode
  attachments?: readonly { id: string; label: ReactNode }[]
  /** The line was put right by a later one; it stays readable, struck through. */
  isCorrected?: boolean
  /** A sentence naming the line this one corrects. */
  correction?: ReactNode
  /** Buttons of this line, as 訂正する. */
  actions?: ReactNode
}

/** 経過: newest happening first, grouped by day. 判断 has the solid marker. */
export function Timeline({ lines }: { lines: readonly TimelineLine[] }) {
  const { language } = useSpeech()
  const days = groupByDay(lines)
  return (
    <div className={css.timeline}>
      {days.map(({ at, lines: ofDay }) => (
        <Fragment key={at}>
          <h3 className={css.day}>{day(new Date(at), language)}</h3>
          <ol>
            {ofDay.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </ol>
        </Fragment>
      ))}
    </div>
  )
}

function Line({ line }: { line: TimelineLine }) {
  const { t, language } = useSpeech()
  const kinds = {
    fact: t('line.fact'),
    decision: t('line.decision'),
    action: t('line.action'),
    contact: t('line.contact'),
    system: t('line.system'),
  }
  const recorded = line.recordedAt && clock(line.recordedAt, language)
  const occurred = clock(line.occurredAt, language)
  const time = {
    minute: occurred,
    hour: t('line.about', { time: occurred }),
    day: '',
    unknown: t('ui.unknown'),
  }
  const isLate = recorded !== occurred || line.precision !== 'minute'
  return (
    <li className={`${css.line} ${css[line.kind]} ${line.isCorrected ? css.corrected : ''}`}>
      <time className="num" dateTime={line.occurredAt.toISOString()}>
        {time[line.precision]}
      </time>
      <span className={css.point} aria-hidden="true" />
      <div>
        <p className={css.text}>
          <b className={css.kind}>{kinds[line.kind]}</b>
          <span className={css.said}>{line.text}</span>
        </p>
        <p className={css.by}>
          <span>{line.by}</span>
          {recorded !== undefined && isLate && (
            <span className="num">{t('line.recorded', { time: recorded })}</span>
          )}
          {line.isCorrected && <b>{t('line.corrected')}</b>}
          {line.correction}
          {line.actions}
        </p>
        {line.attachments?.map((file) => (
          <span key={file.id} className={css.file}>
            {file.label}
          </span>
        ))}
      </div>
    </li>
  )
}

/** Neighbouring lines of one day together; the order of the lines is kept. */
export function groupByDay(lines: readonly TimelineLine[]) {
  const days: { at: number; lines: TimelineLine[] }[] = []
  for (const line of lines) {
    const at = startOfDay(line.occurredAt).getTime()
    const last = days.at(-1)
    if (last?.at === at) last.lines.push(line)
    else days.push({ at, lines: [line] })
  }
  return days
}
