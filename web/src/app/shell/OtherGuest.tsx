import { useT } from '@/i18n/welcome'
import { Button } from '@/ui/Button'
import { useSession } from '../session'
import { Page } from './Page'

/** Somebody is signed in already; the link in hand stays unused. */
export default function OtherGuest() {
  const t = useT()
  const { session, signOut } = useSession()
  return (
    <Page
      title={t('welcome.otherTitle')}
      meta={<span>{t('welcome.other', { name: session.person.name })}</span>}
    >
      <p>{t('welcome.otherWhat')}</p>
      <p>
        <Button onPress={() => void signOut()}>{t('command.signOut')}</Button>
      </p>
    </Page>
  )
}
