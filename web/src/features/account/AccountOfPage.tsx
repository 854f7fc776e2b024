import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api, query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useRenewal } from '@/app/Renewal'
import { Page } from '@/app/shell/Page'
import { useAct } from '@/app/useAct'
import { useSpeech } from '@/i18n/account'
import { day } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { Ask } from './Ask'
import { type Account, elsewhere } from './account'
import css from './account.module.css'
import { LinkCards } from './LinkCard'
import { SeatsCard } from './SeatsCard'

/** How somebody else signs in, for an administrator: what can be taken back, and nothing secret. */
export default function AccountOfPage() {
  const { t } = useSpeech()
  const id = useParams({ from: '/account/$person' }).person
  const team = query.useQuery('get', '/api/v1/team')
  const params = { params: { path: { id } } }
  const { data: account, error } = query.useQuery(
    'get',
    '/api/v1/team/persons/{id}/account',
    params,
  )
  const name = team.data?.persons.find((one) => one.id === id)?.name ?? ''
  const end = (session: string) =>
    api.DELETE('/api/v1/team/persons/{id}/account/sessions/{session}', {
      params: { path: { id, session } },
    })
  return (
    <Page
      title={t('account.ofTitle', { name })}
      crumb={
        <Link to="/charter" search={{ part: 'team' }}>
          {t('account.ofBack')}
        </Link>
      }
      meta={account && t('account.meta', { name: account.sign_in_name })}
    >
      {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
      {account === undefined && error === null && <Loading />}
      {account !== undefined && (
        <div className={css.stack}>
          {account.sealed ? (
            <Notice tone="info" title={t('account.sealed')}>
              {t('account.sealedOf')} <Link to="/people">{t('account.sealedGo')}</Link>
            </Notice>
          ) : (
            <>
              <Resets id={id} account={account} />
              <LinkCards id={id} account={account} />
            </>
          )}
          <SeatsCard seats={account.sessions} end={end} />
        </div>
      )}
    </Page>
  )
}

function Resets({ id, account }: { id: string; account: Account }) {
  const { t, language } = useSpeech()
  const { guard, sheet } = useRenewal()
  const [asked, setAsked] = useState<'password' | 'second'>()
  const [initial, setInitial] = useState<string>()
  const params = { params: { path: { id } } }
  const password = useAct(
    () => guard(() => api.POST('/api/v1/team/persons/{id}/account/password', params)),
    ({ data }) => {
      setAsked(undefined)
      setInitial(data?.initial_password)
    },
  )
  const second = useAct(
    () => guard(() => api.DELETE('/api/v1/team/persons/{id}/account/second-factor', params)),
    () => {
      setAsked(undefined)
      say(t('account.ofSecondDone'))
    },
  )
  const since = account.second_factor.enrolled_at
  return (
    <>
      <Card title={t('account.password')}>
        <div className={css.body}>
          {account.locked && <Notice tone="warn">{t('account.ofLocked')}</Notice>}
          {account.must_change_password && (
            <p>{t(account.asks_old_password ? 'account.ofMustChange' : 'account.ofSpent')}</p>
          )}
          {account.source !== 'local' && (
            <p>{t(elsewhere[account.source], { name: account.subject })}</p>
          )}
          {initial !== undefined && (
            <Notice tone="ok" role="status" title={t('account.ofInitial')}>
              <code className={css.key}>{initial}</code>
              <p>{t('account.ofInitialWhat')}</p>
              <Button size="small" onPress={() => setInitial(undefined)}>
                {t('account.ofClose')}
              </Button>
            </Notice>
          )}
          <div>
            <Button onPress={() => setAsked('password')}>{t('account.ofReset')}</Button>
          </div>
        </div>
      </Card>
      <Card title={t('account.second')}>
        <div className={css.body}>
          <p>
            {since === null
              ? t('account.secondNone')
              : t('account.secondSince', { time: day(new Date(since), language) })}
            {since !== null &&
              `　${t('account.codes')}　${t('account.codesLeft', {
                n: account.second_factor.recovery_codes_left,
              })}`}
          </p>
          {since !== null && (
            <div>
              <Button onPress={() => setAsked('second')}>{t('account.ofSecondReset')}</Button>
            </div>
          )}
        </div>
      </Card>
      <Ask
        title={t('account.ofReset')}
        words={t(account.source === 'local' ? 'account.ofResetAsk' : 'account.ofResetLocalAsk')}
        isOpen={asked === 'password'}
        isPending={password.isPending}
        sentence={password.sentence}
        onYes={() => void password.run()}
        onClose={() => setAsked(undefined)}
      />
      <Ask
        title={t('account.ofSecondReset')}
        words={t('account.ofSecondResetAsk')}
        isOpen={asked === 'second'}
        isPending={second.isPending}
        sentence={second.sentence}
        onYes={() => void second.run()}
        onClose={() => setAsked(undefined)}
      />
      {sheet}
    </>
  )
}
