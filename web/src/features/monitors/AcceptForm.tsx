import { useState } from 'react'
import { api } from '@/api/client'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/monitors'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import type { Monitor } from './monitors'
import css from './monitors.module.css'

type Props = { monitor: Monitor; onClose: () => void }

/** The page is right as the person sees it; as it was when the form was opened. */
export function AcceptForm({ monitor, onClose }: Props) {
  const t = useT()
  const [seen] = useState(monitor.seen ?? '')
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const text = reason.trim()
  const accept = useAct(
    () =>
      api.POST('/api/v1/monitors/{monitor}/baseline', {
        params: { path: { monitor: monitor.id } },
        body: { seen, reason: text },
      }),
    () => {
      say(t('monitors.accepted'))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (text !== '') void accept.run()
  }
  return (
    <div className={css.form}>
      <TextArea
        label={t('monitors.acceptReason')}
        hint={t('monitors.acceptWhat')}
        isRequired
        rows={2}
        maxLength={500}
        value={reason}
        error={isTried && text === '' ? t('monitors.acceptBlank') : undefined}
        onChange={(event) => setReason(event.target.value)}
        autoFocus
      />
      {accept.sentence !== undefined && (
        <Notice tone="danger" role="alert" title={accept.sentence} />
      )}
      <div className={css.row}>
        <Button size="small" kind="filled" isPending={accept.isPending} onPress={go}>
          {t('monitors.acceptSave')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
