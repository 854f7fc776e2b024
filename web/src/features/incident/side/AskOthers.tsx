import { useState } from 'react'
import { api, query } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/asking'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Select, TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { addresseeOf, addressees, askMax } from './asking'

const blank = { to: '', text: '', dueAt: '' }

/** Whom, what and until when; the hint says what the other person gets to see. */
export default function AskOthers({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const now = useNow(60_000)
  const mayReadTeam = useMay('team.read')
  const team = query.useQuery('get', '/api/v1/team', {}, { enabled: mayReadTeam })
  const { values, change, discard } = useDraftForm(`incident/${incident.id}/asking`, blank)
  const [isTried, setTried] = useState(false)
  const text = values.text.trim()
  const length = [...text].length
  const to = addresseeOf(values.to)
  const toError = to === undefined ? t('asking.toBlank') : undefined
  const textError =
    length === 0
      ? t('asking.textBlank')
      : length > askMax
        ? t('asking.tooLong', { n: length })
        : undefined
  const ask = () => {
    setTried(true)
    if (to === undefined || textError !== undefined) return
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/asks', {
          params: { path: { id: incident.id } },
          body: { ...to, text, ...(values.dueAt !== '' && { due_at: values.dueAt }) },
        }),
      onDone: () => {
        discard()
        say(t('asking.said'))
        onClose()
      },
    })
  }
  return (
    <div className={shared.form}>
      <p className={shared.why}>{t('asking.what')}</p>
      <Select
        label={t('asking.to')}
        hint={t('asking.toHint')}
        value={values.to}
        error={isTried ? toError : undefined}
        onChange={(event) => change({ to: event.target.value })}
        options={[
          { value: '', label: t('ui.choose') },
          ...addressees(team.data, now, {
            post: (post, names) => t('asking.post', { post, names }),
            vacant: t('asking.vacant'),
          }),
        ]}
        autoFocus
      />
      <TextArea
        label={t('asking.text')}
        hint={t('asking.textHint')}
        isRequired
        rows={3}
        value={values.text}
        error={isTried ? textError : undefined}
        onChange={(event) => change({ text: event.target.value })}
      />
      <DateTimeField
        label={t('asking.due')}
        hasNoApproximate
        initial={
          values.dueAt === ''
            ? undefined
            : { at: new Date(values.dueAt), precision: 'minute', isApproximate: false }
        }
        onRead={(value) => value !== undefined && change({ dueAt: value?.at.toISOString() ?? '' })}
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button size="small" isPending={act.isPending} onPress={ask}>
          {t('asking.go')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
