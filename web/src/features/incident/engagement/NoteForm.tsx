import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/engaging'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select, TextArea } from '@/ui/Field'
import { RadioCards } from '@/ui/RadioCards'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { type Engagement, type Tlp, textMax, tlps } from './engaging'

type Noted = {
  direction: 'given' | 'received' | ''
  how: string
  tlp: Tlp | ''
  text: string
  at: string
}
const blank: Noted = { direction: '', how: '', tlp: '', text: '', at: '' }

/** 受け渡し: what was handed over or came back, how, and who may know. */
export default function NoteForm({
  engagement,
  onClose,
}: {
  engagement: Engagement
  onClose: () => void
}) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const now = useNow(60_000)
  const { values, change, discard } = useDraftForm(`engagement/${engagement.id}/exchange`, blank)
  const [isTried, setTried] = useState(false)
  const text = values.text.trim()
  const isTooLong = [...text].length > textMax
  const textError = isTooLong
    ? t('engaging.tooLong', { max: textMax })
    : text === ''
      ? t('engaging.textBlank')
      : undefined
  const note = () => {
    setTried(true)
    if (textError !== undefined || values.direction === '') return
    const body = {
      given: values.direction === 'given',
      text,
      ...(values.how.trim() !== '' && { how: values.how.trim() }),
      ...(values.tlp !== '' && { tlp: values.tlp }),
      ...(values.at !== '' && { at: values.at }),
    }
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/engagements/{engagement}/exchanges', {
          params: { path: { id: incident.id, engagement: engagement.id } },
          body,
        }),
      onDone: () => {
        discard()
        say(t('engaging.noted'))
        onClose()
      },
    })
  }
  return (
    <div className={shared.form}>
      <RadioCards
        legend={t('engaging.direction')}
        value={values.direction === '' ? undefined : values.direction}
        error={isTried && values.direction === '' ? t('engaging.directionBlank') : undefined}
        onChange={(direction) => change({ direction })}
        options={[
          { value: 'given', label: t('engaging.given') },
          { value: 'received', label: t('engaging.received') },
        ]}
      />
      <TextArea
        label={t('engaging.text')}
        hint={t('engaging.textHint')}
        isRequired
        rows={2}
        value={values.text}
        error={isTried ? textError : undefined}
        onChange={(event) => change({ text: event.target.value })}
      />
      <Field
        label={t('engaging.how')}
        hint={t('engaging.howHint')}
        maxLength={100}
        value={values.how}
        onChange={(event) => change({ how: event.target.value })}
      />
      <Select
        label={t('engaging.tlp')}
        value={values.tlp}
        onChange={(event) => change({ tlp: tlps.find((one) => one === event.target.value) ?? '' })}
        options={[
          { value: '', label: t('engaging.tlpNone') },
          ...tlps.map((value) => ({ value, label: t(`engaging.tlpWhat.${value}`) })),
        ]}
      />
      <DateTimeField
        label={t('engaging.at')}
        hint={t('engaging.atHint')}
        hasNoApproximate
        latest={now}
        onRead={(value) => value !== undefined && change({ at: value?.at.toISOString() ?? '' })}
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button kind="filled" isPending={act.isPending} onPress={note}>
          {t('engaging.noteGo')}
        </Button>
        <Button kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
