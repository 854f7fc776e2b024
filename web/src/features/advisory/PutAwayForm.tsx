import { useState } from 'react'
import { api } from '@/api/client'
import { useT } from '@/i18n/advisory'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import { type Assessment, metSystems } from './advisory'
import css from './advisory.module.css'

type Props = { one: Assessment; system: string; onClose: () => void }

/** A match that is none, with the reason. */
export default function PutAwayForm({ one, system, onClose }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const text = reason.trim()
  const act = useAdvisoryAct(
    () =>
      api.POST('/api/v1/advisories/{advisory}/put-away', {
        params: { path: { advisory: one.id }, header: { 'If-Match': `"${one.rev}"` } },
        body: { system, reason: text },
      }),
    () => {
      say(t('advisory.putAwaySaid'))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (text !== '') void act.run()
  }
  return (
    <div className={css.form}>
      <TextArea
        label={t('advisory.putAwayReason')}
        hint={metSystems(one).length === 1 ? t('advisory.putAwayLast') : undefined}
        isRequired
        rows={2}
        maxLength={500}
        value={reason}
        error={isTried && text === '' ? t('advisory.putAwayBlank') : undefined}
        onChange={(event) => setReason(event.target.value)}
        autoFocus
      />
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.acts}>
        <Button size="small" kind="filled" isPending={act.isPending} onPress={go}>
          {t('advisory.putAwaySave')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
