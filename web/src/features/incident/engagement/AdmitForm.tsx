import { useRef, useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { linkOf } from '@/app/invitation'
import { useRenewal } from '@/app/Renewal'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/engaging'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './engagement.module.css'
import type { Engagement } from './engaging'

type Props = { engagement: Engagement; onClose: () => void }

/** One person of theirs; then, once, the link that lets them in. */
export default function AdmitForm({ engagement, onClose }: Props) {
  const t = useT()
  const { incident } = useRoom()
  const { guard, sheet } = useRenewal()
  const [admitted, setAdmitted] = useState<Schemas['Admitted']>()
  const [name, setName] = useState('')
  const [reading, setReading] = useState('')
  const [signInName, setSignInName] = useState('')
  const [isTried, setTried] = useState(false)
  const wanted = {
    name: name.trim(),
    sign_in_name: signInName.normalize('NFKC').trim(),
    ...(reading.trim() !== '' && { reading: reading.trim() }),
  }
  const act = useAct(
    () =>
      guard(() =>
        api.POST('/api/v1/incidents/{id}/engagements/{engagement}/people', {
          params: { path: { id: incident.id, engagement: engagement.id } },
          body: wanted,
        }),
      ),
    ({ data }) => setAdmitted(data),
  )
  if (admitted !== undefined) return <FirstLink admitted={admitted} onClose={onClose} />

  const at = (field: string) => (act.problem?.field === field ? act.sentence : undefined)
  const nameError = isTried && wanted.name === '' ? t('engaging.nameBlank') : at('/name')
  const signInError =
    isTried && wanted.sign_in_name === '' ? t('engaging.signInNameBlank') : at('/sign_in_name')
  const isElsewhere = act.sentence !== undefined && !(at('/name') ?? at('/sign_in_name'))
  const admit = () => {
    setTried(true)
    if (wanted.name !== '' && wanted.sign_in_name !== '') void act.run()
  }
  return (
    <div className={shared.form}>
      <p className={shared.why}>{t('engaging.admitWhat')}</p>
      <Field
        label={t('engaging.name')}
        isRequired
        value={name}
        maxLength={100}
        error={nameError}
        onChange={(event) => setName(event.target.value)}
        autoComplete="off"
        autoFocus
      />
      <Field
        label={t('engaging.reading')}
        value={reading}
        maxLength={100}
        onChange={(event) => setReading(event.target.value)}
        autoComplete="off"
      />
      <Field
        label={t('engaging.signInName')}
        hint={t('engaging.signInNameHint')}
        isRequired
        value={signInName}
        maxLength={100}
        error={signInError}
        onChange={(event) => {
          act.forget()
          setSignInName(event.target.value)
        }}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      {isElsewhere && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={shared.row}>
        <Button kind="filled" isPending={act.isPending} onPress={admit}>
          {t('engaging.admitGo')}
        </Button>
        <Button kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
      {sheet}
    </div>
  )
}

/** The link is made here, in the browser, of what the server answered once. */
function FirstLink({ admitted, onClose }: { admitted: Schemas['Admitted']; onClose: () => void }) {
  const t = useT()
  const field = useRef<HTMLInputElement>(null)
  const { initial_password: password, sign_in_name: name } = admitted
  const link = password === undefined ? '' : linkOf(window.location.origin, { name, password })
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      say(t('engaging.copied'))
    } catch {
      field.current?.select()
      say(t('engaging.copyFailed'), 'danger')
    }
  }
  return (
    <Notice
      tone={password === undefined ? 'warn' : 'ok'}
      role="status"
      title={t('engaging.admitted', { name: admitted.person.name })}
    >
      <div className={css.link}>
        <p>
          {t('engaging.signInName')}　<b>{name}</b>
        </p>
        {password === undefined ? (
          <p>{t('engaging.linkLost')}</p>
        ) : (
          <>
            <Field
              ref={field}
              label={t('engaging.link')}
              readOnly
              value={link}
              onFocus={(event) => event.target.select()}
              autoFocus
            />
            <div className={shared.row}>
              <Button kind="filled" onPress={() => void copy()}>
                {t('engaging.copy')}
              </Button>
            </div>
            <p>{t('engaging.linkWhat')}</p>
            <p>{t('engaging.linkTo')}</p>
          </>
        )}
        <p className={shared.sub}>{t('engaging.linkAgain')}</p>
        <div className={shared.row}>
          <Button size="small" onPress={onClose}>
            {t('engaging.handedOver')}
          </Button>
        </div>
      </div>
    </Notice>
  )
}
