import { type FormEvent, useEffect, useRef, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useSpeech, useT } from '@/i18n'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Dialog } from '@/ui/Dialog'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { Mark } from '@/ui/Mark'
import css from './SignIn.module.css'
import type { Credentials } from './session'

type Props = { signIn: (credentials: Credentials) => Promise<void> }

/** The first screen of a stranger. */
export function SignInPage({ signIn }: Props) {
  const { t, language, setLanguage } = useSpeech()
  useEffect(() => {
    document.title = t('signIn.title')
  }, [t])
  return (
    <div className={css.page}>
      <main className={css.card}>
        <div className={css.mark}>
          <Mark />
          <span>{t('signIn.product')}</span>
        </div>
        <h1>{t('signIn.title')}</h1>
        <SignInForm signIn={signIn} />
      </main>
      <p className={css.foot}>
        <Button
          kind="text"
          size="small"
          onPress={() => setLanguage(language === 'ja' ? 'en' : 'ja')}
        >
          <span lang={language === 'ja' ? 'en' : 'ja'}>{t('app.otherLanguage')}</span>
        </Button>
      </p>
    </div>
  )
}

type DialogProps = Props & { name: string; signInName: string }

/** Sign-in over the page somebody was working on; there is no way past it. */
export function SignInDialog({ name, signInName, signIn }: DialogProps) {
  const t = useT()
  return (
    <Dialog title={t('signIn.again')} isOpen isFixed>
      <p className={css.keep}>{t('signIn.kept', { name })}</p>
      <SignInForm signIn={signIn} signInName={signInName} />
    </Dialog>
  )
}

function SignInForm({ signIn, signInName = '' }: Props & { signInName?: string }) {
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
