import { useSpeech } from '@/i18n/approval'
import { clock, day } from '@/i18n/dates'
import type { Approval } from './approval'
import css from './approval.module.css'

/** What an approval lets happen, line by line: read before the answer, on a phone as well. */
export function Details({ approval }: { approval: Approval }) {
  const { t, language } = useSpeech()
  const details = approval.details ?? []
  if (details.length === 0) return null
  return (
    <section aria-labelledby="approval-details">
      <h2 id="approval-details" className={css.detailsTitle}>
        {t('approval.details')}
      </h2>
      <dl className={css.details}>
        {details.map((row) => (
          <div key={row.label}>
            <dt>{row.label}</dt>
            <dd className={row.time === undefined ? undefined : 'num'}>
              {row.time === undefined ? row.text : timeText(new Date(row.time))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )

  function timeText(at: Date): string {
    return `${day(at, language)} ${clock(at, language)}`
  }
}
