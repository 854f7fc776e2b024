import { type FormEvent, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n/signIn'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import { providerPath } from './provider'
import css from './SignIn.module.css'
import { useSession } from './session'

type SheetProps = { onRenewed: () => void; onClose: () => void }

/** The password (and the code) again, over the page; Esc leaves without the act. */
export default function RenewalSheet(props: SheetProps) {
  const { session } = useSession()
  return session.source === 'oidc' ? <ProviderSheet {...props} /> : <PasswordSheet {...props} />
}

/** By the sign-in service, in a tab of its own: what stands on this page stays. */
function ProviderSheet({ onRenewed, onClose }: SheetProps) {
  const t = useT()
  return (
    <Dialog title={t('signIn.renewProvider')} isOpen onClose={onClose}>
      <p className={css.keep}>{t('signIn.renewProviderWhy')}</p>
      <p>
        <a href={providerPath({ again: true })} target="_blank" rel="noreferrer">
          {t('signIn.renewProviderGo')}
        </a>
      </p>
      <div>
        <Button kind="filled" onPress={onRenewed}>
          {t('signIn.goOn')}
        </Button>{' '}
        <Button kind="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </Dialog>
  )
}

function PasswordSheet({ onRenewed, onClose }: SheetProps) {
  const t = useT()
  const { session, renew, readAgain } = useSession()
  const [error, setError] = useState<string>()
  const [codeError, setCodeError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy) return
    const form = new FormData(event.currentTarget)
    const password = String(form.get('password') ?? '')
    const code = String(form.get('code') ?? '').trim()
    const needsCode = session.second_factor && code === ''
    setError(password === '' ? t('signIn.passwordBlank') : undefined)
    setCodeError(needsCode ? t('signIn.codeBlank') : undefined)
    if (password === '' || needsCode) return
    setBusy(true)
    try {
      await renew(password, session.second_factor ? code : undefined)
      onRenewed()
    } catch (thrown) {
      const problem = asProblem(thrown)
      const text = problem.isUnreachable ? t('signIn.unreachable') : problem.message
      if (problem.field === '/code') setCodeError(text)
      else setError(text)
      // Enrolled meanwhile, in another window: now the code is asked for.
      if (problem.field === '/code' && !session.second_factor) await readAgain()
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('signIn.renew')} isOpen onClose={onClose}>
      <p className={css.keep}>{t('signIn.renewWhy')}</p>
      <form className={css.form} onSubmit={submit} noValidate>
        <Field
          name="password"
          type="password"
          label={t('signIn.password')}
          autoComplete="current-password"
          error={error}
          autoFocus
        />
        {session.second_factor && (
          <Field
            name="code"
            label={t('signIn.code')}
            hint={t('signIn.codeHint')}
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={100}
            error={codeError}
          />
        )}
        <div>
          <Button kind="filled" type="submit" isPending={isBusy}>
            {t('signIn.goOn')}
          </Button>{' '}
          <Button kind="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
