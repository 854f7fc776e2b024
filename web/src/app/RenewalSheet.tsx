import { type FormEvent, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n/signIn'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Field } from '@/ui/Field'
import css from './SignIn.module.css'
import { useSession } from './session'

type SheetProps = { onRenewed: () => void; onClose: () => void }

/** The password again, over the page; Esc leaves without the act. */
export default function RenewalSheet({ onRenewed, onClose }: SheetProps) {
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
