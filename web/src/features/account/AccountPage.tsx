import { api, query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/account'
import { Card } from '@/ui/Card'
import { Loading, Notice } from '@/ui/Notice'
import { elsewhere } from './account'
import css from './account.module.css'
import { PasswordCard } from './PasswordCard'
import { SeatsCard } from './SeatsCard'
import { SecondCard } from './SecondCard'

/** サインインと端末: one's own password, second factor, recovery codes, and where one is signed in. */
export default function AccountPage() {
  const t = useT()
  const { data: account, error } = query.useQuery('get', '/api/v1/account')
  const end = (session: string) =>
    api.DELETE('/api/v1/account/sessions/{session}', { params: { path: { session } } })
  return (
    <Page
      title={t('account.title')}
      meta={account && t('account.meta', { name: account.sign_in_name })}
    >
      {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
      {account === undefined && error === null && <Loading />}
      {account?.sealed && (
        <div className={css.stack}>
          <Notice tone="info" title={t('account.sealed')}>
            {t('account.sealedWhat')}
          </Notice>
          <SeatsCard seats={account.sessions} />
        </div>
      )}
      {account !== undefined && !account.sealed && (
        <div className={css.stack}>
          <SecondCard account={account} />
          {account.source === 'local' ? (
            <PasswordCard account={account} />
          ) : (
            <Card title={t('account.password')}>
              <p className={css.body}>{t(elsewhere[account.source], { name: account.subject })}</p>
            </Card>
          )}
          <SeatsCard seats={account.sessions} end={end} />
        </div>
      )}
    </Page>
  )
}
