import { useState } from 'react'
import { query } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { isoDay } from '@/app/tenures'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/approval'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import type { Stepping } from './ApprovalPage'
import { type Approval, approversIn } from './approval'
import css from './approval.module.css'

type When = 'now' | 'earlier'
const blank: { by: string; how: string; when: When | '' } = { by: '', how: '', when: '' }

/** 口頭承認: who said yes, when and how, written down by whoever heard it. */
export default function OralForm({ approval, step }: { approval: Approval; step: Stepping }) {
  const { t, language } = useSpeech()
  const now = useNow(10_000)
  const mayReadTeam = useMay('team.read')
  const { data: team } = query.useQuery('get', '/api/v1/team', {}, { enabled: mayReadTeam })
  const [isOpen, setOpen] = useState(false)
  const draft = useDraftForm(`approval/${approval.id}/oral`, blank)
  const { by, how, when } = draft.values
  const [at, setAt] = useState<Date>()
  const [isBlank, setBlank] = useState(false)
  if (!isOpen) {
    return (
      <div>
        <Button onPress={() => setOpen(true)}>{t('approval.oralTitle')}</Button>
      </div>
    )
  }
  const told = when === 'now' ? new Date() : at
  const isEarlier = when === 'earlier'
  const people =
    team === undefined
      ? []
      : approversIn(team, approval.approvers, isoDay((isEarlier && told) || now), isEarlier)
  const go = async () => {
    const isMissing = by === '' || how.trim() === '' || when === '' || told === undefined
    setBlank(isMissing)
    if (isMissing || told === undefined) return
    const oral = { by, how: how.trim(), at: told.toISOString() }
    if (await step.run({ kind: 'oral', oral })) draft.discard()
  }
  const refusal = (field: string) =>
    step.problem?.field === field ? step.problem.message : undefined
  return (
    <Card title={t('approval.oralTitle')}>
      <div className={css.form}>
        <p className={css.sub}>{t('approval.oralWhat')}</p>
        <Select
          label={t('approval.oralBy')}
          hint={t(isEarlier ? 'approval.oralByEarlier' : 'approval.oralByHint', {
            roles: approval.approvers,
          })}
          isRequired
          value={by}
          error={refusal('/by')}
          onChange={(event) => draft.change({ by: event.target.value })}
          options={[
            { value: '', label: t('ui.choose') },
            ...people.map((one) => ({ value: one.id, label: `${one.post} ${one.name}` })),
          ]}
          autoFocus
        />
        <SegmentedChoice
          label={t('approval.oralWhen')}
          options={[
            { value: 'now', label: t('approval.oralNow') },
            { value: 'earlier', label: t('approval.oralEarlier') },
          ]}
          value={when === '' ? undefined : when}
          onChange={(to) => draft.change({ when: to })}
        />
        {isEarlier && (
          <DateTimeField
            label={t('approval.oralAt')}
            hint={t('approval.oralAtHint', {
              time: dayAndClock(new Date(approval.asked_at), now, language),
            })}
            isRequired
            hasNoApproximate
            latest={now}
            error={refusal('/at')}
            onRead={(value) => setAt(value?.at)}
          />
        )}
        <Field
          label={t('approval.oralHow')}
          hint={t('approval.oralHowHint')}
          isRequired
          maxLength={100}
          value={how}
          error={refusal('/how')}
          onChange={(event) => draft.change({ how: event.target.value })}
        />
        {isBlank && <Notice tone="danger" role="alert" title={t('approval.oralBlank')} />}
        <div className={css.acts}>
          <Button isPending={step.isPending} onPress={() => void go()}>
            {t('approval.oralGo')}
          </Button>
          <Button kind="text" onPress={() => setOpen(false)}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
