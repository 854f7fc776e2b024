import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n'

/** The page of the feature. */
export default function CharterPage() {
  const t = useT()
  return <Page title={t('nav.charter')}>{null}</Page>
}
