import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { useRenewal } from '@/app/Renewal'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/charter'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import css from './charter.module.css'

type Props = {
  person: Schemas['Team']['persons'][number]
  /** From the first press on the row stays, until the password was put away. */
  onGive: () => void
  onDone: () => void
}

const options = query.queryOptions('get', '/api/v1/team')

/** Somebody a reshuffle registered: a name to sign in with, and once the password that goes with it. */
export function GiveAccount({ person, onGive, onDone }: Props) {
  const t = useT()
  const queries = useQueryClient()
  const { guard, sheet } = useRenewal()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [isBlank, setBlank] = useState(false)
  const [given, setGiven] = useState<Schemas['GivenAccount']>()
  const act = useAct(
    (sign_in_name: string) =>
      guard(() =>
        api.POST('/api/v1/team/persons/{id}/account', {
          params: { path: { id: person.id } },
          body: { sign_in_name },
        }),
      ),
    ({ data }) => setGiven(data),
  )
  const close = () => {
    setOpen(false)
    setGiven(undefined)
    onDone()
    void queries.invalidateQueries({ queryKey: options.queryKey })
  }
  const give = () => {
    const wanted = name.normalize('NFKC').trim()
    setBlank(wanted === '')
    if (wanted === '') return
    onGive()
    void act.run(wanted)
  }
  if (given !== undefined) {
    return (
      <Notice tone="ok" role="status" title={t('charter.given', { name: given.sign_in_name })}>
        {given.initial_password === undefined ? (
          <p>{t('charter.givenLost')}</p>
        ) : (
          <>
            <code className={css.key}>{given.initial_password}</code>
            <p>{t('charter.givenWhat')}</p>
          </>
        )}
        <Button size="small" onPress={close}>
          {t('charter.givenKept')}
        </Button>
      </Notice>
    )
  }
  if (!isOpen) {
    return (
      <Button
        size="small"
        kind="text"
        aria-label={t('charter.giveAccountTo', { name: person.name })}
        onPress={() => setOpen(true)}
      >
        {t('charter.giveAccount')}
      </Button>
    )
  }
  return (
    <div className={css.form}>
      <Field
        label={t('charter.personSignIn')}
        hint={t('charter.giveAccountHint')}
        isRequired
        maxLength={100}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={name}
        error={isBlank ? t('charter.giveAccountBlank') : act.sentence}
        onChange={(event) => {
          act.forget()
          setName(event.target.value)
        }}
        autoFocus
      />
      {sheet}
      <div className={css.row}>
        <Button size="small" isPending={act.isPending} onPress={give}>
          {t('charter.giveAccountGo')}
        </Button>
        <Button size="small" kind="text" onPress={() => setOpen(false)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
