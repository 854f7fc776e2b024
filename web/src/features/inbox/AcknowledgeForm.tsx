import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, etagOf, type Schemas } from '@/api/client'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/notice'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field } from '@/ui/Field'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import { say } from '@/ui/Toast'
import css from './AdditionForm.module.css'
import { Refused } from './Refused'
import type { Report } from './report'

const ways = ['mail', 'phone', 'counter', 'other'] as const

type Props = { report: Report; readAgain: () => Promise<void>; onClose: () => void }

/** 受領連絡: they were told that the notice arrived; when, who took it, how. */
export default function AcknowledgeForm({ report, readAgain, onClose }: Props) {
  const t = useT()
  const now = useNow(60_000)
  const form = useRef<HTMLFormElement>(null)
  const [way, setWay] = useState<Schemas['Way']>('mail')
  const [to, setTo] = useState('')
  const [note, setNote] = useState('')
  const [at, setAt] = useState('')
  const act = useAct(
    () =>
      api.POST('/api/v1/reports/{id}/acknowledgements', {
        params: {
          path: { id: report.id },
          header: { 'If-Match': etagOf(`/api/v1/reports/${report.id}`) },
        },
        body: {
          way,
          ...(to.trim() !== '' && { to: to.trim() }),
          ...(note.trim() !== '' && { note: note.trim() }),
          ...(at !== '' && { at }),
        },
      }),
    () => {
      say(t('notice.acknowledgedSaid', { number: report.number }))
      onClose()
    },
  )
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input')?.focus()
  }, [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    await act.run()
  }
  return (
    <form ref={form} className={css.form} onSubmit={send} noValidate>
      <SegmentedChoice
        label={t('notice.way')}
        options={ways.map((value) => ({ value, label: t(`notice.ways.${value}`) }))}
        value={way}
        onChange={setWay}
        isInline
        isSoft
      />
      <Field
        label={t('notice.to')}
        hint={t('notice.toHint')}
        maxLength={100}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <DateTimeField
        label={t('notice.at')}
        hint={t('notice.atHint')}
        hasNoApproximate
        latest={now}
        onRead={(read) => setAt(read?.at.toISOString() ?? '')}
      />
      <Field
        label={t('notice.note')}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Refused
        sentence={act.sentence}
        isStale={act.problem?.isStale}
        again={t('notice.again')}
        readAgain={readAgain}
      />
      <div className={css.row}>
        <Button type="submit" isPending={act.isPending}>
          {t('notice.record')}
        </Button>
        <Button kind="quiet" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </div>
    </form>
  )
}
