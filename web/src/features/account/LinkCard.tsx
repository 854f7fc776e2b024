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

/** Binds somebody to their name in the organisation's directory; there where one is set up. */
export function LinkCard({ id, account }: Props) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const { guard, sheet } = useRenewal()
  const { data: ways } = query.useQuery('get', '/api/v1/session/ways')
  const link = useAct(
    (subject: string) =>
      guard(() =>
        api.PUT('/api/v1/team/persons/{id}/account/link', {
          params: { path: { id } },
          body: { source: 'directory', subject },
        }),
      ),
    () => {
      form.current?.reset()
      say(t('account.linked'))
    },
  )
  if (!ways?.directory) return null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = new FormData(event.currentTarget)
    void link.run(String(typed.get('subject') ?? '').trim())
  }
  const isAtField = link.problem?.field === '/subject'
  return (
    <Card title={t('account.link')}>
      <form ref={form} className={css.form} onSubmit={submit} noValidate>
        <p>{t('account.linkWhat')}</p>
        <Field
          name="subject"
          label={t('account.linkName')}
          defaultValue={account.source === 'directory' ? account.subject : ''}
          error={isAtField ? link.sentence : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={200}
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
