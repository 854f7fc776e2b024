import { useState } from 'react'
import { api } from '@/api/client'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/roster'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './people.module.css'
import type { Contacts } from './roster'

type Props = { person: string; contacts: Contacts | undefined; onClose: () => void }

const texts = ['mobile', 'phone', 'extension', 'mail'] as const

/** How somebody is reached. Kept in no draft: private numbers stay out of the browser. */
export default function ContactsForm({ person, contacts, onClose }: Props) {
  const t = useT()
  const [values, setValues] = useState({
    mobile: contacts?.mobile ?? '',
    phone: contacts?.phone ?? '',
    extension: contacts?.extension ?? '',
    mail: contacts?.mail ?? '',
  })
  const [mayMail, setMayMail] = useState(contacts?.may_mail ?? false)
  const act = useAct(
    () =>
      api.PUT('/api/v1/team/persons/{id}/contacts', {
        params: { path: { id: person } },
        body: { ...values, may_mail: mayMail },
      }),
    () => {
      say(t('roster.form.saved'))
      onClose()
    },
  )
  const isOfField = texts.some((name) => act.problem?.field === `/${name}`)
  return (
    <div className={css.form}>
      <p className={css.sub}>{t('roster.form.who')}</p>
      {texts.map((name) => (
        <Field
          key={name}
          label={t(`roster.form.${name}`)}
          {...(name === 'mobile' && { hint: t('roster.form.phoneHint'), autoFocus: true })}
          error={act.problem?.field === `/${name}` ? act.sentence : undefined}
          inputMode={name === 'mail' ? 'email' : 'tel'}
          maxLength={name === 'mail' ? 254 : 30}
          autoComplete="off"
          value={values[name]}
          onChange={(event) => setValues({ ...values, [name]: event.target.value })}
        />
      ))}
      <Checkbox
        label={t('roster.form.mayMail')}
        hint={t('roster.form.mayMailHint')}
        checked={mayMail}
        onChange={(event) => setMayMail(event.target.checked)}
      />
      {act.sentence !== undefined && !isOfField && (
        <Notice tone="danger" role="alert" title={act.sentence} />
      )}
      <div className={css.acts}>
        <Button kind="filled" size="small" isPending={act.isPending} onPress={() => void act.run()}>
          {t('roster.form.save')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
