import { useState } from 'react'
import { api } from '@/api/client'
import { useDraft } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/asking'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import type { Asked } from './asking'

type Props = { ask: Asked; onClose: () => void }

/** What is wanted no longer is taken back, with the reason, and leaves the other person's list. */
export default function DropAsk({ ask, onClose }: Props) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const { text, setText, discard } = useDraft(`asked/${ask.id}/drop`)
  const [isTried, setTried] = useState(false)
  const reason = text.trim()
  const drop = () => {
    setTried(true)
    if (reason === '') return
    act.run({
      send: (ifMatch) =>
        api.POST('/api/v1/incidents/{id}/asks/{asked}/withdrawal', {
          params: { path: { id: incident.id, asked: ask.id }, header: { 'If-Match': ifMatch } },
          body: { reason },
        }),
      isUntouched: (theirs) => theirs.asks?.find((one) => one.id === ask.id)?.state === 'open',
      onDone: () => {
        discard()
        say(t('asking.dropSaid'))
      },
    })
  }
  return (
    <div className={shared.form}>
      <TextArea
        label={t('asking.dropReason')}
        rows={2}
        maxLength={500}
        isRequired
        value={text}
        error={isTried && reason === '' ? t('asking.dropBlank') : undefined}
        onChange={(event) => setText(event.target.value)}
        autoFocus
      />
      <ActTrouble
        act={act}
        compare={(theirs) => {
          const now = theirs.asks?.find((one) => one.id === ask.id)
          const state = now === undefined ? '' : t(`asking.state.${now.state}`)
          return [
            {
              label: ask.text,
              mine: reason,
              theirs: [state, now?.answer].filter(Boolean).join('\n'),
            },
          ]
        }}
        onTakeTheirs={onClose}
      />
      <div className={shared.row}>
        <Button size="small" isPending={act.isPending} onPress={drop}>
          {t('asking.dropGo')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
