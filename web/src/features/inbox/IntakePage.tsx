import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { type Command, useCommands } from '@/app/commands'
import { SlipPage, SlipPair, SlipPart, useSlip } from '@/app/slip/SlipPage'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/intake'
import { Button } from '@/ui/Button'
import { ErrorSummary } from '@/ui/ErrorSummary'
import { Field, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import { say } from '@/ui/Toast'
import css from './IntakePage.module.css'
import { answered, blankSlip, channels, isEmpty, reportInput, type Slip } from './intake'
import { NoticePart } from './NoticePart'
import { gapsOf as noticeGapsOf } from './notice'
import { People } from './People'
import { Received } from './Received'
import { SlipMore } from './SlipMore'
import { TalkScript } from './TalkScript'

/** 受付を記録する: the slip for phone and counter, with what to say beside it. */
export default function IntakePage() {
  const t = useT()
  const navigate = useNavigate()
  const slip = useSlip<Slip>('intake', blankSlip)
  const { values, change } = slip
  const [hasTried, setTried] = useState(false)
  const [isTimeWrong, setTimeWrong] = useState(false)
  const goesOn = useRef(true)
  const talk = query.useQuery('get', '/api/v1/talk-script')

  const act = useAct(
    (body: Schemas['ReportInput']) => api.POST('/api/v1/reports', { body }),
    ({ data }) => {
      slip.begin()
      setTried(false)
      if (data === undefined) return
      say(
        `${t('intake.saved', { number: data.number })} ${t('intake.tellNumber', { number: data.number })}`,
      )
      if (goesOn.current) void navigate({ to: '/inbox', search: { report: data.id } })
    },
  )
  const save = async (judges: boolean) => {
    setTried(true)
    goesOn.current = judges
    const isNoticeOpen = values.isNotice && noticeGapsOf(values.notice).length > 0
    if (!isEmpty(values) && !isTimeWrong && !isNoticeOpen) await act.run(reportInput(values))
  }
  const saveNow = useRef(save)
  saveNow.current = save
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'intake.save',
        group: 'screen',
        label: t('intake.command.save'),
        keys: 'ctrl+enter',
        run: () => void saveNow.current(true),
      },
    ],
    [t],
  )
  useCommands(commands)

  const text = (name: 'when' | 'where' | 'what' | 'how') => ({
    id: `intake-${name}`,
    value: values[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
    error: act.problem?.field === `/${name}` ? act.sentence : undefined,
  })
  const blank = hasTried && isEmpty(values)
  const errors = useMemo(
    () => (blank ? [{ id: 'intake-when', text: t('intake.empty') }] : []),
    [blank, t],
  )
  const filled = Object.values(answered(values)).filter(Boolean).length
  return (
    <SlipPage
      title={t('command.recordReport')}
      lead={t('intake.lead')}
      slip={slip}
      width="narrow"
      side={<TalkScript talk={talk.data} answered={answered(values)} />}
    >
      <ErrorSummary errors={errors} />
      <SlipPart
        title={
          <>
            {t('intake.four')} <small className="num">{t('intake.filled', { n: filled })}</small>
          </>
        }
      >
        <SegmentedChoice
          label={t('intake.channel')}
          options={channels.map((value) => ({ value, label: t(`source.channel.${value}`) }))}
          value={values.channel}
          onChange={(channel) => change({ channel })}
          isInline
          isSoft
        />
        <SlipPair>
          <Field
            label={t('intake.when')}
            hint={t('intake.whenHint')}
            maxLength={200}
            {...text('when')}
            autoFocus
          />
          <Field
            label={t('intake.where')}
            hint={t('intake.whereHint')}
            maxLength={500}
            {...text('where')}
          />
        </SlipPair>
        <SlipPair>
          <TextArea
            label={t('intake.what')}
            hint={t('intake.whatHint')}
            rows={2}
            maxLength={4000}
            {...text('what')}
          />
          <TextArea
            label={t('intake.how')}
            hint={t('intake.howHint')}
            rows={2}
            maxLength={4000}
            {...text('how')}
          />
        </SlipPair>
        <People values={values} change={change} problem={act.problem} sentence={act.sentence} />
      </SlipPart>
      <NoticePart
        isNotice={values.isNotice}
        notice={values.notice}
        onChange={change}
        isTried={hasTried}
      />
      <SlipPart title={t('intake.more')}>
        <Received
          value={values.receivedAt}
          onChange={(receivedAt, isWrong) => {
            setTimeWrong(isWrong)
            change({ receivedAt })
          }}
        />
        <SlipMore values={values} change={change} instructions={talk.data?.instructions ?? []} />
      </SlipPart>
      <div className={css.foot}>
        {act.problem !== undefined && (
          <Notice tone="danger" role="alert">
            {act.sentence}
          </Notice>
        )}
        <div className={css.buttons}>
          <Button
            kind="filled"
            keys="ctrl+enter"
            isPending={act.isPending}
            onPress={() => void save(true)}
          >
            {t('intake.saveAndJudge')}
          </Button>
          <Button isPending={act.isPending} onPress={() => void save(false)}>
            {t('intake.save')}
          </Button>
        </div>
      </div>
    </SlipPage>
  )
}
