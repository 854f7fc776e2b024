import { type FormEvent, type ReactNode, useCallback, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import css from './SignIn.module.css'
import { useSession } from './session'

type Waiting = { again: () => void; giveUp: () => void }

export type Renewal = {
  /**
   * Does the act. When the server asks for the password first, a sheet opens over the page, and
   * the same act is done again afterwards. Closed without a password it throws the problem, so
   * whatever was typed stays where it is.
   */
  guard: <T>(act: () => Promise<T>) => Promise<T>
  /** The sheet; draw it anywhere on the screen that has the act. */
  sheet: ReactNode
}

/** For acts that need the password again: 宣言, 収束. */
export function useRenewal(): Renewal {
  const [waiting, setWaiting] = useState<Waiting>()
  const guard = useCallback(async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (thrown) {
      if (asProblem(thrown).code !== 'team.renewal_needed') throw thrown
      await new Promise<void>((again, refuse) =>
        setWaiting({ again, giveUp: () => refuse(thrown) }),
      )
      return await act()
    }
  }, [])
  const end = (how: keyof Waiting) => {
    setWaiting(undefined)
    waiting?.[how]()
  }
  const sheet = waiting !== undefined && (
    <RenewalSheet onRenewed={() => end('again')} onClose={() => end('giveUp')} />
  )
  return { guard, sheet }
}

type SheetProps = { onRenewed: () => void; onClose: () => void }

/** The password again, over the page; Esc leaves without the act. */
export function RenewalSheet({ onRenewed, onClose }: SheetProps) {
  const t = useT()
  const { renew } = useSession()
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isBusy) return
    const password = String(new FormData(event.currentTarget).get('password') ?? '')
    if (password === '') return setError(t('signIn.passwordBlank'))
    setBusy(true)
    try {
      await renew(password)
      onRenewed()
    } catch (thrown) {
      const problem = asProblem(thrown)
      setError(problem.isUnreachable ? t('signIn.unreachable') : problem.message)
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
