import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, etagOf, query } from '@/api/client'
import { address } from '@/app/letters/letters'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/exchange'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { DateTimeField, type TimeValue } from '@/ui/DateTimeField'
import { TextArea } from '@/ui/Field'
import { later } from '@/ui/later'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import { say } from '@/ui/Toast'
import css from './AdditionForm.module.css'
import {
  blankSpoken,
  gapsOf,
  type Purpose,
  questionInput,
  replyInput,
  servesOf,
  type Way,
} from './exchange'
import { Refused } from './Refused'
import { itemsToAsk, type Report } from './report'

const WriteForm = later(() => import('@/app/letters/WriteForm'))

const items = ['when', 'where', 'what', 'who'] as const

type Props = {
  report: Report
  purpose: Purpose
  readAgain: () => Promise<void>
  onClose: () => void
}

/** 追加で聞く or 回答する: by mail, which is sent from here, or by word of mouth, which is noted. */
export default function ExchangeForm({ report, purpose, readAgain, onClose }: Props) {
  const t = useT()
  const now = useNow(60_000)
  const box = useRef<HTMLFormElement>(null)
  const mail = report.reporter?.mail ?? ''
  const { data: letters } = query.useQuery('get', address.report, {
    params: { path: { id: report.id } },
  })
  const mayMail =
    (letters?.accounts.length ?? 0) > 0 &&
    (letters?.may.some((one) => one.action === 'letter.write' && one.allowed) ?? false)
  const [draft, set] = useState(() => blankSpoken('phone', itemsToAsk(report)))
  const [chosen, setChosen] = useState<Way>()
  const way = chosen ?? (mayMail && mail !== '' ? 'mail' : 'phone')
  const values = { ...draft, way }
  const change = (part: Partial<typeof draft>) => set((before) => ({ ...before, ...part }))
  const [isTried, setTried] = useState(false)
  const gaps = isTried ? gapsOf(purpose, values, now) : []
  const said = () => {
    const words = purpose === 'reply' ? 'exchange.repliedSaid' : 'exchange.askedSaid'
    say(t(words, { number: report.number }))
    onClose()
  }
  const act = useAct(() => {
    const params = {
      path: { id: report.id },
      header: { 'If-Match': etagOf(`/api/v1/reports/${report.id}`) },
    }
    return purpose === 'reply'
      ? api.POST('/api/v1/reports/{id}/replies', { params, body: replyInput(values) })
      : api.POST('/api/v1/reports/{id}/questions', { params, body: questionInput(values) })
  }, said)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (gapsOf(purpose, values, now).length === 0) await act.run()
  }
  const time = (read: TimeValue | null | undefined) => read?.at.toISOString() ?? ''
  const ways = (['mail', 'phone', 'counter', 'other'] as const).filter(
    (one) => one !== 'mail' || mayMail,
  )
  const blank = purpose === 'reply' ? t('exchange.noteBlank') : t('exchange.askBlank')
  const isReply = purpose === 'reply'
  return (
    <div className={css.form}>
      <form ref={box} className={css.fields} onSubmit={send} noValidate>
        <div>
          <h3>{isReply ? t('exchange.replyTitle') : t('exchange.askTitle')}</h3>
          <p className={css.lead}>{isReply ? t('exchange.replyLead') : t('exchange.askLead')}</p>
        </div>
        <SegmentedChoice
          label={t('exchange.wayLabel')}
          options={ways.map((value) => ({ value, label: t(`exchange.way.${value}`) }))}
          value={way}
          onChange={setChosen}
          isInline
          isSoft
        />
        {!isReply && (
          <>
            <fieldset className={css.checks}>
              <legend>{t('exchange.items')}</legend>
              {items.map((item) => (
                <Checkbox
                  key={item}
                  label={t(`inbox.report.${item}`)}
                  checked={values.items.includes(item)}
                  onChange={(event) =>
                    change({
                      items: items.filter((one) =>
                        one === item ? event.target.checked : values.items.includes(one),
                      ),
                    })
                  }
                />
              ))}
            </fieldset>
            <DateTimeField
              label={t('exchange.dueAt')}
              hint={t('exchange.dueHint')}
              hasNoApproximate
              onRead={(read) => change({ dueAt: time(read) })}
              error={gaps.includes('dueAt') ? t('exchange.dueBad') : undefined}
            />
          </>
        )}
        {way !== 'mail' && (
          <>
            <TextArea
              label={t('exchange.note')}
              {...(!isReply && { hint: t('exchange.askNoteHint') })}
              isRequired={isReply}
              rows={3}
              maxLength={4000}
              value={values.note}
              onChange={(event) => change({ note: event.target.value })}
              error={gaps.includes('note') ? blank : undefined}
            />
            <DateTimeField
              label={t('exchange.at')}
              hint={t('exchange.atHint')}
              hasNoApproximate
              latest={now}
              onRead={(read) => change({ at: time(read) })}
            />
            <Refused
              sentence={act.sentence}
              isStale={act.problem?.isStale}
              again={t('exchange.again')}
              readAgain={readAgain}
            />
            <div className={css.row}>
              <Button type="submit" isPending={act.isPending}>
                {t('exchange.record')}
              </Button>
              <Button kind="quiet" onPress={onClose}>
                {t('ui.close')}
              </Button>
            </div>
          </>
        )}
      </form>
      {way === 'mail' && (
        <ByMail
          report={report}
          to={mail}
          accounts={letters?.accounts ?? []}
          purpose={purpose}
          serves={servesOf(purpose, values)}
          onClose={onClose}
          onSent={said}
        />
      )}
    </div>
  )
}

type MailProps = Pick<Props, 'report' | 'purpose' | 'onClose'> &
  Pick<Parameters<typeof import('@/app/letters/WriteForm').default>[0], 'accounts'> & {
    to: string
    serves: ReturnType<typeof servesOf>
    onSent: () => void
  }

/** The mail, beginning with the words of the rule pack. */
function ByMail({ report, to, purpose, ...rest }: MailProps) {
  const t = useT()
  const first = query.useQuery('get', '/api/v1/reports/{id}/letters/draft', {
    params: { path: { id: report.id }, query: { purpose } },
  })
  if (first.isLoading) return <p>{t('app.loading')}</p>
  return (
    <>
      {to === '' && <p className={css.lead}>{t('exchange.noAddress')}</p>}
      <WriteForm
        about={{ kind: 'report', id: report.id, number: report.number }}
        to={to}
        answers={undefined}
        start={first.data}
        {...rest}
      />
    </>
  )
}
