import { type FormEvent, useRef } from 'react'
import { api } from '@/api/client'
import { useSession } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/account'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import type { Account } from './account'
import css from './account.module.css'

type Props = {
  account: Account
  /** They came by an initial password, which is spent: a password of their own is owed. */
  isFirst?: boolean
}

/** Changing one's own password; the server's sentence stands at the field it is about. */
export function PasswordCard({ account, isFirst = false }: Props) {
  const t = useT()
  const { session, readAgain, renew } = useSession()
  const asksOld = account.asks_old_password
  const form = useRef<HTMLFormElement>(null)
  const change = useAct(
    async (old_password: string, new_password: string) => {
      const body = { ...(asksOld && { old_password }), new_password }
      await api.POST('/api/v1/account/password', { body })
      // What is owed next asks for the password; it was typed a moment ago.
      if (isFirst && !session.second_factor) await renew(new_password).catch(() => undefined)
      await readAgain()
    },
    () => {
      form.current?.reset()
      say(t('account.passwordSaved'))
    },
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    void change.run(String(typed.get('old') ?? ''), String(typed.get('new') ?? ''))
  }
  const at = (field: string) => (change.problem?.field === field ? change.sentence : undefined)
  const isAtField =
    at('/new_password') !== undefined || (asksOld && at('/old_password') !== undefined)
  const elsewhere = change.sentence !== undefined && !isAtField
  return (
    <Card title={t('account.password')}>
      <form ref={form} className={css.form} onSubmit={submit} noValidate>
        <input type="text" hidden readOnly autoComplete="username" value={account.sign_in_name} />
        {asksOld && (
          <Field
            name="old"
            type="password"
            label={t('account.passwordOld')}
            autoComplete="current-password"
            error={at('/old_password')}
          />
        )}
        <Field
          name="new"
          type="password"
          label={t('account.passwordNew')}
          hint={t('account.passwordHint', { n: account.password_length_min })}
          autoComplete="new-password"
          error={at('/new_password')}
        />
        {elsewhere && <Notice tone="danger" role="alert" title={change.sentence} />}
        <p className={css.sub}>{t('account.passwordEnds')}</p>
        <div>
          <Button kind={isFirst ? 'filled' : 'outlined'} type="submit" isPending={change.isPending}>
            {t('account.passwordSave')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
