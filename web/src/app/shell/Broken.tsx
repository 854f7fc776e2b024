import { useT } from '@/i18n'
import { Button, ButtonLink } from '@/ui/Button'
import { EmptyState } from '@/ui/Notice'
import { Page } from './Page'

/** A screen that failed to draw. Drafts are on the shelf, so loading again loses nothing. */
export function Broken() {
  const t = useT()
  return (
    <EmptyState title={t('app.broken')}>
      <p>{t('app.brokenWhat')}</p>
      <Button onPress={() => location.reload()}>{t('app.again')}</Button>
    </EmptyState>
  )
}

export function NotFound() {
  const t = useT()
  return (
    <EmptyState title={t('app.notFound')}>
      <p>{t('app.notFoundWhat')}</p>
      <ButtonLink to="/">{t('app.toStart')}</ButtonLink>
    </EmptyState>
  )
}

/** A screen of others: an old bookmark, or an address somebody sent. */
export function NotYours() {
  const t = useT()
  return (
    <Page title={t('app.notYours')} meta={<span>{t('app.notYoursWhat')}</span>}>
      <ButtonLink to="/">{t('app.toStart')}</ButtonLink>
    </Page>
  )
}
