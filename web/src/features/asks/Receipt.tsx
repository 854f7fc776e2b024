import { useEffect, useRef } from 'react'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/asks'
import { dayAndClock } from '@/i18n/dates'
import { Notice } from '@/ui/Notice'
import type { MyAsk } from './asks'
import css from './asks.module.css'
import { Files } from './parts'

/** お答えを受け取りました: what was sent, as the server has it. Where the form was, the focus goes here. */
export function Receipt({ ask }: { ask: MyAsk }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const at = new Date(ask.ended_at ?? now)
  return (
    <section ref={box} tabIndex={-1} aria-labelledby="asks-received" className={css.receipt}>
      <Notice tone="ok" title={<span id="asks-received">{t('asks.received')}</span>}>
        <p className="num">{t('asks.receivedWhat', { time: dayAndClock(at, now, language) })}</p>
        <p className={css.label}>{t('asks.sent')}</p>
        <p className={css.quote}>{ask.answer}</p>
        <Files ask={ask} />
      </Notice>
    </section>
  )
}
