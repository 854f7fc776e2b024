import { useT } from '@/i18n/signIn'
import { Dialog } from '@/ui/Dialog'
import css from './SignIn.module.css'
import { SignInForm } from './SignInForm'
import type { Credentials } from './session'

type Props = {
  signIn: (credentials: Credentials) => Promise<void>
  name: string
  signInName: string
}

/** Sign-in over the page somebody was working on; there is no way past it. */
export default function SignInDialog({ name, signInName, signIn }: Props) {
  const t = useT()
  return (
    <Dialog title={t('signIn.again')} isOpen isFixed>
      <p className={css.keep}>{t('signIn.kept', { name })}</p>
      <SignInForm signIn={signIn} signInName={signInName} />
    </Dialog>
  )
}
