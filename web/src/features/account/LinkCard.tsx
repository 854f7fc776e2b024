import { type FormEvent, useRef } from 'react'
import { api, query } from '@/api/client'
import { useRenewal } from '@/app/Renewal'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/account'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import type { Account } from './account'
import css from './account.module.css'

type Props = { id: string; account: Account }

/** Binding somebody to those who answer for them elsewhere; there where they are set up. */
export function LinkCards({ id, account }: Props) {
  const { data: ways } = query.useQuery('get', '/api/v1/session/ways')
  return (
    <>
      {ways?.directory && <LinkCard id={id} account={account} source="directory" />}
      {ways?.provider && <LinkCard id={id} account={account} source="oidc" />}
    </>
  )
}

const texts = {
  directory: {
    title: 'account.link',
    what: 'account.linkWhat',
    name: 'account.linkName',
  },
  oidc: {
    title: 'account.linkProvider',
    what: 'account.linkProviderWhat',
    name: 'account.linkSubject',
  },
} as const

function LinkCard({ id, account, source }: Props & { source: keyof typeof texts }) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const { guard, sheet } = useRenewal()
  const link = useAct(
    (subject: string) =>
      guard(() =>
        api.PUT('/api/v1/team/persons/{id}/account/link', {
          params: { path: { id } },
          body: { source, subject },
        }),
      ),
    () => {
      form.current?.reset()
      say(t('account.linked'))
    },
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    void link.run(String(typed.get('subject') ?? '').trim())
  }
  const isAtField = link.problem?.field === '/subject'
  return (
    <Card title={t(texts[source].title)}>
      <form ref={form} className={css.form} onSubmit={submit} noValidate>
        <p>{t(texts[source].what)}</p>
        <Field
          name="subject"
          label={t(texts[source].name)}
          defaultValue={account.source === source ? account.subject : ''}
          error={isAtField ? link.sentence : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={255}
        />
        {link.sentence !== undefined && !isAtField && (
          <Notice tone="danger" role="alert" title={link.sentence} />
        )}
        <div>
          <Button type="submit" isPending={link.isPending}>
            {t('account.linkSave')}
          </Button>
        </div>
      </form>
      {sheet}
    </Card>
  )
}
