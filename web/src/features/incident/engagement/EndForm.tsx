import { useState } from 'react'
import { api } from '@/api/client'
import { useDraft } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/engaging'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { type Engagement, textMax } from './engaging'

type Props = { engagement: Engagement; onClose: () => void }

/** Before its day: the reason, then one question, because there is no way back. */
export default function EndForm({ engagement, onClose }: Props) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const { text, setText, discard } = useDraft(`engagement/${engagement.id}/end`)
  const [isTried, setTried] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const reason = text.trim()
  const isBlank = reason === ''
  const ask = () => {
    setTried(true)
    if (!isBlank) setAsked(true)
  }
  const end = () => {
    setAsked(false)
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/engagements/{engagement}/end', {
          params: { path: { id: incident.id, engagement: engagement.id } },
          body: { reason },
        }),
      onDone: () => {
        discard()
        say(t('engaging.ended'))
        onClose()
      },
    })
  }
  const { body } = engagement
  return (
    <div className={shared.form}>
      <TextArea
        label={t('engaging.endReason')}
        isRequired
        rows={2}
        maxLength={textMax}
        value={text}
        error={isTried && isBlank ? t('engaging.endReasonBlank') : undefined}
        onChange={(event) => setText(event.target.value)}
        autoFocus
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button isPending={act.isPending} onPress={ask}>
          {t('engaging.endGo')}
        </Button>
        <Button kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
      <Dialog
        role="alertdialog"
        title={t('engaging.endGo')}
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        actions={
          <>
            <Button kind="quiet" onPress={() => setAsked(false)}>
              {t('ui.cancel')}
            </Button>
            <Button kind="filled" onPress={end}>
              {t('engaging.endGo')}
            </Button>
          </>
        }
      >
        <p>
          {engagement.signs_in
            ? t('engaging.endAsk', { body })
            : t('engaging.endAskNobody', { body })}
        </p>
      </Dialog>
    </div>
  )
}
