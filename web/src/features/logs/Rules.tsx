import { useState } from 'react'
import { query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/logs'
import { Card } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { unusableWith } from './logs'
import css from './logs.module.css'

type Detection = Schemas['Detection']

const search_from = 20
const shown_max = 100

/** 検知ルール: how many are in force, what newer ones failed at, and which cannot be used and why. */
export function Rules() {
  const { t, language } = useSpeech()
  const now = useNow(15_000)
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/detection',
    {},
    { refetchInterval: 15_000 },
  )
  const failed = error !== null && (
    <Notice tone="danger" role="alert" title={asProblem(error).message} />
  )
  if (data === undefined) return failed
  return (
    <Card title={t('logs.rules.title')}>
      {failed}
      {data.trouble !== undefined && (
        <Notice tone="danger" role="alert" title={t('logs.rules.trouble')}>
          <p className={css.trouble}>{data.trouble}</p>
        </Notice>
      )}
      {!data.set_up && <p>{t('logs.rules.off')}</p>}
      {data.set_up && (
        <>
          <p className="num">
            {t('logs.rules.inForce', { n: data.rules.toLocaleString() })}
            {data.correlations > 0 && t('logs.rules.counting', { n: data.correlations })}
          </p>
          <p className={`${css.sub} num`}>
            {data.loaded_at !== undefined &&
              t('logs.rules.since', {
                time: dayAndClock(new Date(data.loaded_at), now, language),
              })}{' '}
            {data.alert_level !== undefined &&
              t('logs.rules.alertLevel', { level: t(`logs.rules.level.${data.alert_level}`) })}
          </p>
          {data.unusable_count > 0 && <Unusable detection={data} />}
        </>
      )}
    </Card>
  )
}

/** Those that cannot be used, each with its reason, to be searched where they are many. */
export function Unusable({ detection }: { detection: Detection }) {
  const { t } = useSpeech()
  const [words, setWords] = useState('')
  const found = unusableWith(detection.unusable, words)
  return (
    <details>
      <summary className={css.summary}>
        {t('logs.rules.unusable', { n: detection.unusable_count.toLocaleString() })}
      </summary>
      {detection.unusable.length >= search_from && (
        <Field
          label={t('logs.rules.search')}
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <p role="status" className={`${css.sub} num`}>
        {found.length > shown_max &&
          t('logs.rules.some', { total: found.length.toLocaleString(), n: shown_max })}
        {found.length === 0 && t('logs.rules.noneFound')}
      </p>
      <ul className={css.unusable}>
        {found.slice(0, shown_max).map((rule) => (
          <li key={`${rule.where ?? rule.file} ${rule.title} ${rule.why}`}>
            <b>{rule.title ?? rule.file}</b>
            <p>{rule.why}</p>
            <small>{rule.where ?? rule.file}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}
