import { type FormEvent, useRef, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n/signIn'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import css from './SignIn.module.css'
import type { Credentials } from './session'

type Props = { signIn: (credentials: Credentials) => Promise<void>; signInName?: string }

/** Name and password, for the page of a stranger and for the sheet over somebody's work. */
export function SignInForm({ signIn, signInName = '' }: Props) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<{ id: string; text: string }[]>([])
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (form.current === null || busy) return
    const typed = new FormData(form.current)
    const name = String(typed.get('name') ?? '')
      .normalize('NFKC')
      .trim()
    const password = String(typed.get('password') ?? '')
    const blank = [
      ...(name === '' ? [{ id: 'sign-in-name', text: t('signIn.nameBlank') }] : []),
      ...(password === '' ? [{ id: 'sign-in-password', text: t('signIn.passwordBlank') }] : []),
    ]
    setErrors(blank)
    if (blank.length > 0) return
    setBusy(true)
    try {
      await signIn({ name, password, own_device: typed.get('own_device') === 'on' })
    } catch (thrown) {
      const problem = asProblem(thrown)
      const text = problem.isUnreachable ? t('signIn.unreachable') : problem.message
      setErrors([{ id: 'sign-in-password', text }])
    } finally {
      setBusy(false)
    }
  }

  const errorOf = (id: string) => errors.find((error) => error.id === id)?.text
  return (
    <form ref={form} className={css.form} onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} />
      <Field
        id="sign-in-name"
        name="name"
        label={t('signIn.name')}
        error={errorOf('sign-in-name')}
        defaultValue={signInName}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
      />
      <Field
        id="sign-in-password"
        name="password"
        type="password"
        label={t('signIn.password')}
        error={errorOf('sign-in-password')}
        autoComplete="current-password"
      />
      <Checkbox name="own_device" label={t('signIn.ownDevice')} hint={t('signIn.ownDeviceHint')} />
      <Button kind="filled" type="submit" isPending={busy}>
        {t('signIn.enter')}
      </Button>
    </form>
  )
}
