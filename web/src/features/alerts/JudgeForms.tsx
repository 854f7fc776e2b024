import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/alerts'
import { Button } from '@/ui/Button'
import { Select, TextArea } from '@/ui/Field'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import type { Alert } from './alerts'
import css from './alerts.module.css'

/** What becomes of an alert; told in a toast, because its card leaves the list. */
export function useJudge(alert: Alert, onJudged: () => void) {
  const t = useT()
  return useAct(
    (body: Schemas['AlertJudgement']) =>
      api.POST('/api/v1/alerts/{id}/judgement', {
        params: { path: { id: alert.id }, header: { 'If-Match': `"${alert.rev}"` } },
        body,
      }),
    ({ data }) => {
      const number = data?.report?.number ?? ''
      if (data?.state === 'taken') say(t('alerts.taken', { number }))
      else if (data?.state === 'joined') say(t('alerts.joined', { number }))
      else say(t('alerts.dismissed'))
      onJudged()
    },
  )
}

type Props = { alert: Alert; onJudged: () => void; onClose: () => void }

/** Adds it to a report that nobody has judged yet. */
export function JoinForm({ alert, onJudged, onClose }: Props) {
  const t = useT()
  const [report, setReport] = useState('')
  const [isTried, setTried] = useState(false)
  const { data, error } = query.useQuery('get', '/api/v1/reports', {
    params: { query: { state: 'undecided', limit: 100 } },
  })
  const act = useJudge(alert, onJudged)
  const go = () => {
    setTried(true)
    if (report !== '') void act.run({ outcome: 'joined', report })
  }
  if (error !== null) return <Notice tone="danger" role="alert" title={asProblem(error).message} />
  if (data === undefined) return <Loading />
  return (
    <div className={css.form}>
      {data.items.length === 0 ? (
        <p>{t('alerts.joinNone')}</p>
      ) : (
        <Select
          label={t('alerts.joinWhich')}
          hint={t('alerts.joinHint')}
          isRequired
          value={report}
          options={[
            { value: '', label: '' },
            ...data.items.map((one) => ({
              value: one.id,
              label: `${one.number} ${one.summary}`,
            })),
          ]}
          error={isTried && report === '' ? t('alerts.joinBlank') : undefined}
          onChange={(event) => setReport(event.target.value)}
          autoFocus
        />
      )}
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.row}>
        {data.items.length > 0 && (
          <Button size="small" kind="filled" isPending={act.isPending} onPress={go}>
            {t('alerts.joinSave')}
          </Button>
        )}
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Puts it away; why is part of the record. */
export function DismissForm({ alert, onJudged, onClose }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useJudge(alert, onJudged)
  const go = () => {
    setTried(true)
    if (reason.trim() !== '') void act.run({ outcome: 'dismissed', reason: reason.trim() })
  }
  return (
    <div className={css.form}>
      <TextArea
        label={t('alerts.dismissReason')}
        hint={t('alerts.dismissHint')}
        isRequired
        rows={2}
        maxLength={1000}
        value={reason}
        error={isTried && reason.trim() === '' ? t('alerts.dismissBlank') : undefined}
        onChange={(event) => setReason(event.target.value)}
        autoFocus
      />
      <p className={css.sub}>{t('alerts.dismissWhat')}</p>
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.row}>
        <Button size="small" kind="filled" isPending={act.isPending} onPress={go}>
          {t('alerts.dismissSave')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
