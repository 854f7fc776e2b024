import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, etagOf } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/notice'
import { Button } from '@/ui/Button'
import { say } from '@/ui/Toast'
import css from './AdditionForm.module.css'
import NoticeFields from './NoticeFields'
import { draftOf, gapsOf, type NoticeDraft, noticeInput } from './notice'
import { Refused } from './Refused'
import type { Report } from './report'

type Props = { report: Report; readAgain: () => Promise<void>; onClose: () => void }

/** What the notice is, written for the first time or corrected. */
export default function NoticeForm({ report, readAgain, onClose }: Props) {
  const t = useT()
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraftForm<NoticeDraft>(`report/${report.id}/notice`, draftOf(report.notice))
  const [isTried, setTried] = useState(false)
  const act = useAct(
    () =>
      api.POST('/api/v1/reports/{id}/notice', {
        params: {
          path: { id: report.id },
          header: { 'If-Match': etagOf(`/api/v1/reports/${report.id}`) },
        },
        body: noticeInput(draft.values),
      }),
    () => {
      draft.discard()
      say(t('notice.saved', { number: report.number }))
      onClose()
    },
  )
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input')?.focus()
  }, [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (gapsOf(draft.values).length === 0) await act.run()
  }
  return (
    <form ref={form} className={css.form} onSubmit={send} noValidate>
      <NoticeFields
        values={draft.values}
        onChange={draft.change}
        gaps={isTried ? gapsOf(draft.values) : []}
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
