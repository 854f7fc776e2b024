import { useEffect } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useSession } from '@/app/session'
import { useT } from '@/i18n/account'
import { Button } from '@/ui/Button'
import { Loading, Notice } from '@/ui/Notice'
import { Toasts } from '@/ui/Toast'
import css from './account.module.css'
import { PasswordCard } from './PasswordCard'
import { SecondCard } from './SecondCard'

/** What must be done before anything else: nothing of the rest is there until it is. */
export default function OwedPage() {
  const t = useT()
  const { session, signOut } = useSession()
  const { data: account, error } = query.useQuery('get', '/api/v1/account')
  useEffect(() => {
    document.title = t('account.owedTitle')
  }, [t])
  const isPassword = session.owes[0] === 'change_password'
  return (
    <main className={css.owed}>
      <h1>{t('account.owedTitle')}</h1>
      <Notice tone="info">
        {isPassword ? t('account.owedPassword') : t('account.owedSecond')}{' '}
        {session.owes.length > 1 && t('account.owedLeft', { n: session.owes.length })}
      </Notice>
      {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
      {account === undefined && error === null && <Loading />}
      {account !== undefined &&
        (isPassword ? (
          <PasswordCard account={account} isFirst />
        ) : (
          <SecondCard account={account} />
        ))}
      <div>
        <Button kind="text" onPress={() => void signOut()}>
          {t('account.owedLeave')}
        </Button>
      </div>
      <Toasts />
    </main>
  )
}
