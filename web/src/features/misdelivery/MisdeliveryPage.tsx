import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { useHealth } from '@/app/live/LiveProvider'
import { useRenewal } from '@/app/Renewal'
import { useMay, useSession } from '@/app/session'
import { SlipPage, SlipPair, SlipPart, useSlip } from '@/app/slip/SlipPage'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/misdelivery'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { ErrorSummary, type FieldProblem } from '@/ui/ErrorSummary'
import { Field, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { RadioCards } from '@/ui/RadioCards'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import { say } from '@/ui/Toast'
import { CountField } from './CountField'
import { Meanings } from './Meanings'
import css from './MisdeliveryPage.module.css'
import {
  blankMisdelivery,
  dataKinds,
  type Gap,
  gapsOf,
  kinds,
  type MisdeliveryDraft,
  misdeliveryInput,
  requestStates,
} from './misdelivery'

const counts = ['recipients', 'persons', 'items'] as const
const none: readonly FieldProblem[] = []
const requests = ['deletion', 'recovery', 'apology'] as const

/** 誤送付・誤送信・紛失: from knowing it to recorded measures on one page, in five minutes. */
export default function MisdeliveryPage() {
  const t = useT()
  const now = useNow(10_000)
  const navigate = useNavigate()
  const { simulated } = useSession().session.organisation
  const mayDeclare = useMay('incident.declare')
  const isLost = useHealth().state === 'lost'
  const slip = useSlip<MisdeliveryDraft>('misdelivery', blankMisdelivery)
  const { values, change } = slip
  const [tried, setTried] = useState<readonly Gap[]>([])
  // As it was when the button was pressed: it takes the focus once, not at every letter.
  const [summary, setSummary] = useState<readonly FieldProblem[]>([])
  const { guard, sheet } = useRenewal()

  const act = useAct(
    (body: Schemas['MisdeliveryInput']) => guard(() => api.POST('/api/v1/misdeliveries', { body })),
    ({ data }) => {
      slip.begin()
      if (data === undefined) return
      say(t('misdelivery.saved', { number: data.number }))
      void navigate({ to: '/incidents/$id', params: { id: data.id } })
    },
  )
  const gaps = gapsOf(values)
  const send = async () => {
    setTried(gaps)
    setSummary(gaps.map((gap) => ({ id: `misdelivery-${gap}`, text: t(`misdelivery.gap.${gap}`) })))
    const body = misdeliveryInput(values)
    if (gaps.length === 0 && body !== undefined) await act.run(body)
  }
  const errorOf = (gap: Gap) => {
    if (tried.includes(gap) && gaps.includes(gap)) return t(`misdelivery.gap.${gap}`)
    const pointer = gap === 'noticedAt' ? '/noticed_at' : `/${gap}`
    return act.problem?.field?.startsWith(pointer) ? act.sentence : undefined
  }
  const errors = tried.some((gap) => gaps.includes(gap)) ? summary : none
  const text = (name: 'what' | 'department' | 'happened' | 'noticedBy' | 'measures') => ({
    id: `misdelivery-${name}`,
    value: values[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  return (
    <SlipPage
      title={t('misdelivery.title')}
      lead={t('misdelivery.lead')}
      slip={slip}
      onDiscard={() => setTried([])}
      width="wide"
      side={
        <aside className={css.side}>
          <Meanings values={values} />
          <div className={css.foot}>
            {act.problem !== undefined && (
              <Notice tone="danger" role="alert">
                {act.sentence}
              </Notice>
            )}
            <Button
              kind="filled"
              onPress={() => void send()}
              isPending={act.isPending}
              isDisabled={isLost || !mayDeclare}
            >
              {t('misdelivery.record')}
            </Button>
            <p className={css.lead}>
              {isLost
                ? t('misdelivery.lost')
                : mayDeclare
                  ? t('misdelivery.willDo')
                  : t('misdelivery.mayNot')}
            </p>
          </div>
        </aside>
      }
    >
      <ErrorSummary errors={errors} />
      <SlipPart title={t('misdelivery.event')}>
        <div id="misdelivery-kind" tabIndex={-1} className={css.kinds}>
          <RadioCards
            legend={t('misdelivery.kind')}
            options={kinds.map((value) => ({ value, label: t(`misdelivery.kinds.${value}`) }))}
            value={values.kind === '' ? undefined : values.kind}
            onChange={(kind) => change({ kind })}
            error={errorOf('kind')}
          />
        </div>
        <TextArea
          label={t('misdelivery.what')}
          hint={t('misdelivery.whatHint')}
          isRequired
          rows={2}
          maxLength={1000}
          error={errorOf('what')}
          {...text('what')}
        />
        <SlipPair>
          <Field
            label={t('misdelivery.happened')}
            hint={t('misdelivery.happenedHint')}
            maxLength={200}
            {...text('happened')}
          />
          <Field
            label={t('misdelivery.department')}
            hint={t('misdelivery.departmentHint')}
            maxLength={100}
            {...text('department')}
          />
        </SlipPair>
        <NoticedAt
          value={values.noticedAt}
          onChange={(noticedAt) => change({ noticedAt })}
          latest={simulated ? undefined : now}
          error={errorOf('noticedAt')}
        />
        <Field label={t('misdelivery.noticedBy')} maxLength={100} {...text('noticedBy')} />
      </SlipPart>
      <SlipPart title={t('misdelivery.counts')} lead={t('misdelivery.countsHint')}>
        <div className={css.three}>
          {counts.map((name) => (
            <CountField
              key={name}
              id={`misdelivery-${name}`}
              label={t(`misdelivery.${name}`)}
              hint={t(`misdelivery.${name}Hint`)}
              value={values[name]}
              onChange={(count) => change({ [name]: count })}
              error={errorOf(name)}
            />
          ))}
        </div>
        <fieldset className={css.kindsOfData}>
          <legend>{t('misdelivery.data')}</legend>
          {dataKinds.map((value) => (
            <label key={value}>
              <input
                type="checkbox"
                checked={values.dataKinds.includes(value)}
                onChange={(event) =>
                  change({
                    dataKinds: event.target.checked
                      ? [...values.dataKinds, value]
                      : values.dataKinds.filter((one) => one !== value),
                  })
                }
              />
              <span>{t(`misdelivery.dataKinds.${value}`)}</span>
            </label>
          ))}
        </fieldset>
      </SlipPart>
      <SlipPart title={t('misdelivery.requests')}>
        {requests.map((name) => (
          <SegmentedChoice
            key={name}
            label={t(`misdelivery.${name}`)}
            options={requestStates.map((value) => ({
              value,
              label: t(`misdelivery.states.${value}`),
            }))}
            value={values[name]}
            onChange={(state) => change({ [name]: state })}
            isInline
            isSoft
          />
        ))}
        <TextArea
          label={t('misdelivery.measures')}
          hint={t('misdelivery.measuresHint')}
          rows={2}
          maxLength={2000}
          {...text('measures')}
        />
      </SlipPart>
      {sheet}
    </SlipPage>
  )
}

type NoticedProps = {
  value: string
  onChange: (noticedAt: string) => void
  latest: Date | undefined
  error: string | undefined
}

/** 知った日時: never preset, but one press fills in the time now. */
function NoticedAt({ value, onChange, latest, error }: NoticedProps) {
  const t = useT()
  const [filled, setFilled] = useState(0)
  return (
    <div className={css.noticed}>
      <DateTimeField
        key={`${filled} ${value !== ''}`}
        id="misdelivery-noticedAt"
        label={t('misdelivery.noticedAt')}
        hint={t('misdelivery.noticedAtHint')}
        isRequired
        hasNoApproximate
        initial={
          value === ''
            ? undefined
            : { at: new Date(value), precision: 'minute', isApproximate: false }
        }
        {...(latest !== undefined && { latest })}
        onRead={(read) => onChange(read ? read.at.toISOString() : '')}
        error={error}
      />
      <Button
        kind="quiet"
        size="small"
        onPress={() => {
          onChange(new Date().toISOString())
          setFilled(filled + 1)
        }}
      >
        {t('misdelivery.now')}
      </Button>
    </div>
  )
}
