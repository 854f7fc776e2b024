import { useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/letters'
import { Button } from '@/ui/Button'
import { Field, Select, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import {
  type About,
  accountFor,
  address,
  addressesIn,
  blankLetter,
  inputOf,
  type Letter,
  type MailAccount,
} from './letters'
import css from './letters.module.css'

type Props = {
  about: About
  to: string
  accounts: readonly MailAccount[]
  answers: Letter | undefined
  /** What the mail is besides: a reply to whoever told us, or a question. */
  serves?: Schemas['LetterServes']
  /** What it begins with. */
  start?: Schemas['LetterDraft'] | undefined
  onClose: () => void
  /** Instead of `onClose`, after the receipt. */
  onSent?: () => void
}

/** A mail, new or as an answer. What was typed outlives a closed tab. */
export default function WriteForm(props: Props) {
  const { about, to, accounts, answers, serves, start, onClose } = props
  const t = useT()
  const key = `letter/${about.id}/${answers?.id ?? serves?.purpose ?? 'new'}`
  const { values, change, discard } = useDraftForm(key, blankLetter(about, to, answers, start))
  const [isTried, setTried] = useState(false)
  const account = accountFor(accounts, values.account)
  const act = useAct(
    () =>
      api.POST(address[about.kind], {
        params: { path: { id: about.id } },
        body: { ...inputOf(values, account), ...(serves !== undefined && { serves }) },
      }),
    () => {
      discard()
      say(t('letters.said'))
      const close = props.onSent ?? onClose
      close()
    },
  )
  const blank = {
    to: addressesIn(values.to).length === 0,
    subject: values.subject.trim() === '',
    text: values.text.trim() === '',
  }
  const go = () => {
    setTried(true)
    if (!blank.to && !blank.subject && !blank.text) void act.run()
  }
  const atField = (name: string) =>
    act.problem?.field?.startsWith(`/${name}`) ? act.sentence : undefined
  const errorOf = (name: keyof typeof blank) =>
    isTried && blank[name] ? t(`letters.${name}Blank`) : atField(name)
  const isElsewhere = !['to', 'subject', 'text'].some((name) => atField(name) !== undefined)
  return (
    <section className={css.form} aria-label={t('letters.form')}>
      {accounts.length > 1 && (
        <Select
          label={t('letters.account')}
          value={account}
          onChange={(event) => change({ account: event.target.value })}
          options={accounts.map((one) => ({
            value: one.name,
            label: t('letters.accountIs', {
              name: one.name,
              network: t(`letters.networks.${one.network}`),
              address: one.address,
            }),
          }))}
        />
      )}
      <Field
        label={t('letters.to')}
        hint={t('letters.toHint')}
        isRequired
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={2000}
        value={values.to}
        error={errorOf('to')}
        onChange={(event) => change({ to: event.target.value })}
        autoFocus={values.to === ''}
      />
      <Field
        label={t('letters.subject')}
        isRequired
        maxLength={200}
        value={values.subject}
        error={errorOf('subject')}
        onChange={(event) => change({ subject: event.target.value })}
      />
      <TextArea
        label={t('letters.text')}
        isRequired
        rows={8}
        maxLength={20_000}
        value={values.text}
        error={errorOf('text')}
        onChange={(event) => change({ text: event.target.value })}
        autoFocus={values.to !== ''}
      />
      {act.sentence !== undefined && isElsewhere && (
        <Notice tone="danger" role="alert" title={act.sentence} />
      )}
      <div className={css.acts}>
        <Button size="small" isPending={act.isPending} onPress={go}>
          {t('letters.send')}
        </Button>
        <Button
          size="small"
          kind="text"
          onPress={() => {
            discard()
            onClose()
          }}
        >
          {t('ui.cancel')}
        </Button>
      </div>
    </section>
  )
}
