import { type FormEvent, useRef, useState } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useSpeech, useT } from '@/i18n/signIn'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field } from '@/ui/Field'
import { providerPath, type Word } from './provider'
import css from './SignIn.module.css'
import type { Credentials, Door } from './session'

type Wrong = { id: string; text: string }[]
type Step = 'name' | { ticket: string | undefined }
type Props = {
  door: Door
  signInName?: string
  /** With what the browser came back from the sign-in service. */
  word?: Word | undefined
}

/** Name and password, then the code where one is enrolled; on a page or over somebody's work. */
export function SignInForm({ door, signInName = '', word }: Props) {
  const t = useT()
  const [step, setStep] = useState<Step>(word === 'code' ? { ticket: undefined } : 'name')
  const [name, setName] = useState(signInName)
  const [errors, setErrors] = useState<Wrong>(() =>
    word === undefined || word === 'code'
      ? []
      : [{ id: 'sign-in-provider', text: t(`signIn.back_${word}`) }],
  )
  if (step !== 'name') {
    return (
      <CodeForm
        give={(code) => door.giveCode(step.ticket, code)}
        onBack={(why = []) => {
          setErrors(why)
          setStep('name')
        }}
      />
    )
  }
  const signIn = async (credentials: Credentials) => {
    setName(credentials.name)
    const next = await door.signIn(credentials)
    if (next !== undefined) setStep({ ticket: next.ticket })
  }
  return <NameForm signIn={signIn} signInName={name} first={errors} />
}

type NameProps = {
  signIn: (credentials: Credentials) => Promise<void>
  signInName: string
  /** What to say at first: why the second step was left. */
  first: Wrong
}

function NameForm({ signIn, signInName, first }: NameProps) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Wrong>(first)
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
      <ProviderButton ownDevice={() => isOwn(form.current)} />
    </form>
  )
}

function isOwn(form: HTMLFormElement | null): boolean {
  return form !== null && new FormData(form).get('own_device') === 'on'
}

/** The organisation's sign-in service, where there is one: a second way, beside the password. */
function ProviderButton({ ownDevice }: { ownDevice: () => boolean }) {
  const { t, language } = useSpeech()
  const { data: ways } = query.useQuery('get', '/api/v1/session/ways')
  const provider = ways?.provider
  if (!provider) return null
  const label = language === 'ja' ? provider.label_ja : provider.label_en
  return (
    <Button
      id="sign-in-provider"
      onPress={() => location.assign(providerPath({ own: ownDevice() }))}
    >
      {t('signIn.byProvider', { label })}
    </Button>
  )
}

type CodeProps = {
  give: (code: string) => Promise<void>
  onBack: (why?: Wrong) => void
}

function CodeForm({ give, onBack }: CodeProps) {
  const t = useT()
  const [code, setCode] = useState('')
  const [errors, setErrors] = useState<Wrong>([])
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    const say = (text: string) => setErrors([{ id: 'sign-in-code', text }])
    if (code.trim() === '') return say(t('signIn.codeBlank'))
    setErrors([])
    setBusy(true)
    try {
      await give(code.trim())
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.code === 'identity.sign_in_again') {
        return onBack([{ id: 'sign-in-password', text: problem.message }])
      }
      say(problem.isUnreachable ? t('signIn.unreachable') : problem.message)
      // A code is good once; what was typed is of no more use.
      if (!problem.isUnreachable) setCode('')
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h2>{t('signIn.second')}</h2>
      <p className={css.keep}>{t('signIn.secondWhat')}</p>
      <ErrorSummary errors={errors} />
      <Field
        id="sign-in-code"
        label={t('signIn.code')}
        hint={t('signIn.codeHint')}
        error={errors[0]?.text}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={100}
        autoFocus
      />
      <Button kind="filled" type="submit" isPending={busy}>
        {t('signIn.enter')}
      </Button>
      <Button kind="text" onPress={() => onBack()}>
        {t('signIn.back')}
      </Button>
    </form>
  )
}
