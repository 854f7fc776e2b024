import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n'

/** 受付箱. */
export default function InboxPage() {
  const t = useT()
  return <Page title={t('nav.inbox')}>{null}</Page>
}
