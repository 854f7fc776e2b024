import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/upstream'
import { Button } from '@/ui/Button'
import { Field, TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import shared from '../incident.module.css'
import { useRoom } from '../room'

const blank = { from: '', number: '', note: '' }

/** Whose it is, what they call it, what it has to do with ours. */
export default function NameUpstream({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const { values, change, discard } = useDraftForm(`incident/${incident.id}/upstream`, blank)
  const [isBlank, setBlank] = useState(false)
  const send = () => {
    const from = values.from.trim()
    const number = values.number.trim()
    const note = values.note.trim()
    setBlank(from === '')
    if (from === '') return
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/upstreams', {
          params: { path: { id: incident.id } },
          body: {
            from,
            ...(number !== '' && { their_number: number }),
            ...(note !== '' && { note }),
          },
        }),
      onDone: () => {
        discard()
        say(t('upstream.done', { from }))
        onClose()
      },
    })
  }
  return (
    <div className={shared.form}>
      <Field
        label={t('upstream.from')}
        maxLength={200}
        isRequired
        autoFocus
        error={isBlank ? t('upstream.blank') : undefined}
        value={values.from}
        onChange={(event) => change({ from: event.target.value })}
      />
      <Field
        label={t('upstream.number')}
        maxLength={100}
        value={values.number}
        onChange={(event) => change({ number: event.target.value })}
      />
      <TextArea
        label={t('upstream.note')}
        hint={t('upstream.noteHint')}
        rows={2}
        maxLength={1000}
        value={values.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button size="small" isPending={act.isPending} onPress={send}>
          {t('upstream.go')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
