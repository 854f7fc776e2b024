import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { isoDay } from '@/app/tenures'
import { useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useRegistryAct } from './act'
import type { Contractor } from './registry'
import css from './registry.module.css'

type Props = { contractor: Contractor; onClose: () => void }

/** 消去証明: on which day they erased, and what shows it. */
export default function ErasureForm({ contractor, onClose }: Props) {
  const t = useT()
  const { values, change, discard } = useDraftForm(`registry/erasure/${contractor.id}`, {
    proof: '',
  })
  const [on, setOn] = useState<Date>()
  const [isTried, setTried] = useState(false)
  const proof = values.proof.trim()
  const act = useRegistryAct(
    (at: Date) =>
      api.POST('/api/v1/registry/contractors/{contractor}/erasure', {
        params: { path: { contractor: contractor.id } },
        body: { erased_on: isoDay(at), proof },
      }),
    () => {
      discard()
      say(t('registry.proveSaid', { name: contractor.name ?? '' }))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (on !== undefined && proof !== '') void act.run(on)
  }
  return (
    <div className={css.form}>
      <DateTimeField
        label={t('registry.proveOn')}
        isRequired
        isDayOnly
        hasNoApproximate
        latest={new Date()}
        error={isTried && on === undefined ? t('registry.proveOnBlank') : undefined}
        onRead={(value) => setOn(value?.at)}
      />
      <TextArea
        label={t('registry.proof')}
        hint={t('registry.proofHint')}
        isRequired
        rows={1}
        maxLength={1000}
        value={values.proof}
        error={isTried && proof === '' ? t('registry.proofBlank') : undefined}
        onChange={(event) => change({ proof: event.target.value })}
      />
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.acts}>
        <Button size="small" isPending={act.isPending} onPress={go}>
          {t('registry.proveSave')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
