import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, etagOf } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/addition'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Comparison } from '@/ui/Comparison'
import { Field, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './AdditionForm.module.css'
import {
  type AdditionDraft,
  additionInput,
  blankAddition,
  type Item,
  itemsToAsk,
  type Report,
} from './report'

type Props = {
  report: Report
  item: Item | 'note'
  readAgain: () => Promise<void>
  /** The receipt is there; the report has this revision now. */
  onDone: (rev: number) => void
  onClose: () => void
}

const items = ['when', 'where', 'what', 'who'] as const

/** 追加で聞く: what was learnt afterwards. It replaces nothing. */
export default function AdditionForm({ report, item, readAgain, onDone, onClose }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraftForm<AdditionDraft>(`report/${report.id}/addition`, blankAddition)
  const { values, change } = draft
  const [wanted] = useState(() => itemsToAsk(report))
  const [hasAll, setAll] = useState(false)
  const [isBlank, setBlank] = useState(false)
  const address = `/api/v1/reports/${report.id}`
  const act = useAct(
    (body: ReturnType<typeof additionInput>) =>
      api.POST('/api/v1/reports/{id}/additions', {
        params: { path: { id: report.id }, header: { 'If-Match': etagOf(address) } },
        body,
      }),
    ({ data }) => {
      draft.discard()
      say(t('addition.saved', { number: report.number }))
      onDone(data?.rev ?? report.rev + 1)
    },
  )
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [])

  const send = async (event?: FormEvent) => {
    event?.preventDefault()
    const body = additionInput(values, report)
    const isEmpty = Object.keys(body).length === 0
    setBlank(isEmpty)
    if (!isEmpty) await act.run(body)
  }
  const shows = (one: Item) => hasAll || one === item || wanted.includes(one)
  const text = (name: keyof AdditionDraft) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  const errorOf = (pointer: string) =>
    act.problem?.field?.startsWith(pointer) ? act.sentence : undefined
  const current = act.problem?.current as Partial<Report> | undefined
  const differences = items
    .filter((one) => one !== 'who' && values[one].trim() !== '')
    .map((one) => ({
      label: t(`inbox.report.${one}`),
      mine: one === 'who' ? '' : values[one],
      theirs: (one === 'when' ? current?.when?.text : one === 'who' ? '' : current?.[one]) ?? '',
    }))
  const count = current?.additions?.length
  return (
    <form ref={form} className={css.form} onSubmit={send} noValidate>
      <div>
        <h3>{t('addition.title')}</h3>
        <p className={css.lead}>
          {t('addition.lead')}{' '}
          {draft.restoredAt !== undefined &&
            t('ui.restored', { time: dayAndClock(draft.restoredAt, now, language) })}
        </p>
      </div>
      {shows('when') && (
        <Field
          label={t('inbox.report.when')}
          maxLength={200}
          error={errorOf('/when')}
          {...text('when')}
        />
      )}
      {shows('where') && (
        <Field
          label={t('inbox.report.where')}
          maxLength={500}
          error={errorOf('/where')}
          {...text('where')}
        />
      )}
      {shows('what') && (
        <TextArea
          label={t('inbox.report.what')}
          rows={2}
          maxLength={4000}
          error={errorOf('/what')}
          {...text('what')}
        />
      )}
      {shows('who') && (
        <div className={css.who}>
          <Field label={t('addition.name')} maxLength={100} {...text('name')} />
          <Field
            label={t('addition.phone')}
            maxLength={40}
            inputMode="tel"
            error={errorOf('/reporter/phone')}
            {...text('phone')}
          />
          <Field
            label={t('addition.mail')}
            maxLength={200}
            inputMode="email"
            error={errorOf('/reporter/mail')}
            {...text('mail')}
          />
        </div>
      )}
      <TextArea
        label={t('addition.note')}
        hint={t('addition.noteHint')}
        rows={2}
        maxLength={4000}
        error={isBlank ? t('addition.blank') : errorOf('/note')}
        {...text('note')}
      />
      {act.problem?.isStale && (
        <Comparison
          differences={[
            ...differences,
            ...(values.note.trim() === ''
              ? []
              : [
                  {
                    label: t('addition.note'),
                    mine: values.note,
                    theirs: t('inbox.judge.theirsAdded', { n: count ?? report.additions.length }),
                  },
                ]),
          ]}
          isPending={act.isPending}
          onKeepMine={async () => {
            await readAgain()
            await send()
          }}
          onTakeTheirs={async () => {
            await readAgain()
            act.forget()
            onClose()
          }}
        />
      )}
      {act.problem !== undefined && !act.problem.isStale && (
        <Notice tone="danger" role="alert">
          {act.sentence}
        </Notice>
      )}
      <div className={css.row}>
        <Button type="submit" isPending={act.isPending}>
          {t('addition.save')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('ui.close')}
        </Button>
        {!hasAll && (
          <Button kind="text" size="small" onPress={() => setAll(true)}>
            {t('addition.other')}
          </Button>
        )}
      </div>
    </form>
  )
}
