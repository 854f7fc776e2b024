import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n'

/** The page of the feature. */
export default function IntakePage() {
  const t = useT()
  return <Page title={t('command.recordReport')}>{null}</Page>
}
