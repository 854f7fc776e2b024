import { useState } from 'react'
import { api } from '@/api/client'
import { useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useRegistryAct } from './act'
import css from './registry.module.css'

type Props = { kind: 'contractors' | 'systems'; id: string; name: string; onClose: () => void }

/** The end of a contract, or of a system. The row stays, and what it owes. */
export default function EndForm({ kind, id, name, onClose }: Props) {
  const t = useT()
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const body = { reason: reason.trim() }
  const act = useRegistryAct(
    () =>
      kind === 'contractors'
        ? api.POST('/api/v1/registry/contractors/{contractor}/end', {
            params: { path: { contractor: id } },
            body,
          })
        : api.POST('/api/v1/registry/systems/{system}/end', {
            params: { path: { system: id } },
            body,
          }),
    () => {
      say(t('registry.endSaid', { name }))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (body.reason !== '') void act.run()
  }
  return (
    <div className={css.form}>
      <TextArea
        label={t('registry.endReason')}
        hint={t(kind === 'contractors' ? 'registry.endHint' : 'registry.endSystemHint')}
        isRequired
        rows={1}
        maxLength={500}
        value={reason}
        error={isTried && body.reason === '' ? t('registry.endBlank') : undefined}
        onChange={(event) => setReason(event.target.value)}
        autoFocus
      />
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.acts}>
        <Button size="small" isPending={act.isPending} onPress={go}>
          {t(kind === 'contractors' ? 'registry.end' : 'registry.endSystem')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
