import { useNow } from '@/app/useNow'
import { clock, day, span } from '@/i18n/dates'
import { useSpeech } from '@/i18n/engaged'
import { Chip } from '@/ui/Chip'
import { leftOf } from './engaged'
import css from './engagement.module.css'

/** Until when, in full, and how long that is. */
export function Until({ until }: { until: string }) {
  const { t, language } = useSpeech()
  const now = useNow(30_000)
  const at = new Date(until)
  const left = leftOf(until, now)
  return (
    <p className={css.until}>
      <b className="num">
        {t('engaged.until', { day: day(at, language), time: clock(at, language) })}
      </b>
      <Chip tone={left.kind === 'soon' ? 'warn' : 'gray'}>
        <span className="num">
          {left.kind === 'soon'
            ? t('engaged.soon')
            : t('engaged.left', { span: span(left.ms, language) })}
        </span>
      </Chip>
    </p>
  )
}
