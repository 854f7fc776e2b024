import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/split'
import { Button } from '@/ui/Button'
import { Field, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './AdditionForm.module.css'
import { blankPart, type PartDraft, type Report, splitInput } from './report'

type Props = { report: Report }

/** 二つの件に分ける: the second matter of a report becomes one of its own. */
export default function SplitForm({ report }: Props) {
  const t = useT()
  const may = useMay('report.record')
  const [isOpen, setOpen] = useState(false)
  if (!may || report.erased) return null
  if (isOpen) return <Open report={report} onClose={() => setOpen(false)} />
  return (
    <p>
      <Button kind="text" size="small" onPress={() => setOpen(true)}>
        {t('split.open')}
      </Button>
    </p>
  )
}

function Open({ report, onClose }: Props & { onClose: () => void }) {
  const t = useT()
  const navigate = useNavigate()
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraftForm<PartDraft>(`report/${report.id}/split`, blankPart)
  const [isBlank, setBlank] = useState(false)
  const act = useAct(
    (body: ReturnType<typeof splitInput>) =>
      api.POST('/api/v1/reports/{id}/split', { params: { path: { id: report.id } }, body }),
    ({ data }) => {
      draft.discard()
      onClose()
      if (data === undefined) return
      say(t('split.done', { number: data.number }))
      void navigate({ to: '/inbox', search: { report: data.id } })
    },
  )
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('textarea')?.focus()
  }, [])
  const text = (name: keyof PartDraft) => ({
    value: draft.values[name],
    onChange: (event: { target: { value: string } }) =>
      draft.change({ [name]: event.target.value }),
  })
  return (
    <form
      ref={form}
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const body = splitInput(draft.values)
        setBlank(body.what === '')
        if (body.what !== '') void act.run(body)
      }}
    >
      <div>
        <h3>{t('split.title')}</h3>
        <p className={css.lead}>{t('split.lead')}</p>
      </div>
      <TextArea
        label={t('split.what')}
        rows={3}
        maxLength={4000}
        error={isBlank ? t('split.blank') : undefined}
        {...text('what')}
      />
      <Field label={t('split.where')} maxLength={500} {...text('where')} />
      <Field label={t('split.when')} maxLength={200} {...text('when')} />
      {act.problem !== undefined && (
        <Notice tone="danger" role="alert">
          {act.sentence}
        </Notice>
      )}
      <div className={css.row}>
        <Button type="submit" isPending={act.isPending}>
          {t('split.go')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
