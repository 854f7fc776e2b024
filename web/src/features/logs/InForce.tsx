import type { Schemas } from '@/api/client'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/rules'
import { Card } from '@/ui/Card'
import css from './rules.module.css'

type Props = { detection: Schemas['Detection'] }

/** 今のルール: how many, since when, on what. */
export function InForce({ detection }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const { loaded_at: since, watches = [], alert_level: alert, hunt_level: hunt } = detection
  const andUp = (level: NonNullable<typeof alert>) =>
    t('rules.andUp', { level: t(`rules.levels.${level}`) })
  const rows = [
    {
      name: t('rules.count'),
      value: t('rules.counted', {
        rules: detection.rules.toLocaleString(),
        correlations: detection.correlations.toLocaleString(),
      }),
    },
    ...(since === undefined
      ? []
      : [{ name: t('rules.since'), value: dayAndClock(new Date(since), now, language) }]),
    {
      name: t('rules.watches'),
      value:
        watches.length === 0
          ? t('rules.watchesNone')
          : watches.map((one) => t(`rules.watch.${one}`)).join(language === 'ja' ? '、' : ', '),
    },
    ...(alert === undefined ? [] : [{ name: t('rules.alertLevel'), value: andUp(alert) }]),
    ...(hunt === undefined ? [] : [{ name: t('rules.huntLevel'), value: andUp(hunt) }]),
  ]
  return (
    <Card title={t('rules.state')}>
      <dl className={css.facts}>
        {rows.map((row) => (
          <div key={row.name}>
            <dt>{row.name}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
