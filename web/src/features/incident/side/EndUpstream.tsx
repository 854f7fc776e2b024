import { useState } from 'react'
import { api } from '@/api/client'
import { useT } from '@/i18n/upstream'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import type { Upstream } from './Upstreams'

/** It was a mistake, or has nothing to do with ours any more: the record keeps both. */
export default function EndUpstream({ one, onClose }: { one: Upstream; onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const [reason, setReason] = useState('')
  const [isBlank, setBlank] = useState(false)
  const end = () => {
    setBlank(reason.trim() === '')
    if (reason.trim() === '' || one.id === undefined) return
    const upstream = one.id
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/upstreams/{upstream}/end', {
          params: { path: { id: incident.id, upstream } },
          body: { reason: reason.trim() },
        }),
      onDone: () => {
        say(t('upstream.said'))
        onClose()
      },
    })
  }
  return (
    <div className={shared.form}>
      <TextArea
        label={t('upstream.why')}
        rows={2}
        maxLength={1000}
        isRequired
        error={isBlank ? t('upstream.whyBlank') : undefined}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button size="small" isPending={act.isPending} onPress={end}>
          {t('upstream.remove')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
