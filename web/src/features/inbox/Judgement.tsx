import { useEffect, useRef, useState } from 'react'
import { api, etagOf, query, type Schemas } from '@/api/client'
import { useHealth } from '@/app/live/LiveProvider'
import { useRenewal } from '@/app/Renewal'
import { useMay } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/inbox'
import { KindChoice } from '@/triage/KindChoice'
import { PriorityChoice } from '@/triage/PriorityChoice'
import { answersOf } from '@/triage/triage'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Comparison } from '@/ui/Comparison'
import { DateTimeField } from '@/ui/DateTimeField'
import { ErrorSummary, type FieldProblem } from '@/ui/ErrorSummary'
import { Field, TextArea } from '@/ui/Field'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import { RadioCards } from '@/ui/RadioCards'
import { IncidentChoice, ReportChoice } from './JudgeChoices'
import css from './Judgement.module.css'
import {
  endsHere,
  type Gap,
  gapsOf,
  type JudgementDraft,
  judgementInput,
  needsReason,
  type Outcome,
  titleOf,
  withKinds,
} from './judgement'
import { firstWords, isInIncident, isReachable, type Report } from './report'

const JudgeCircle = later(() => import('./JudgeCircle'), null)

export type DraftOfJudgement = {
  values: JudgementDraft
  change: (part: Partial<JudgementDraft>) => void
  restoredAt: Date | undefined
  discard: () => void
}

type Props = {
  report: Report
  hits: Schemas['Hits']['items']
  draft: DraftOfJudgement
  readAgain: () => Promise<void>
  onJudged: (report: Report) => void
}

const outcomes = [
  'incident',
  'waiting',
  'watch',
  'transferred',
  'not_incident',
  'spam',
  'provider',
  'duplicate',
  'join',
] as const satisfies readonly Outcome[]

/** The right pane: what was judged before, and the judgement to be made. */
export function Judgement(props: Props) {
  const { report } = props
  const t = useT()
  const isOpen = ['undecided', 'waiting', 'provider'].includes(report.state)
  const [again, setAgain] = useState(false)
  if (isOpen || again) return <Form {...props} />
  return (
    <div className={css.scroll}>
      <h2>{t('inbox.judge.title')}</h2>
      <Past report={report} />
      {!isInIncident(report) && (
        <Button onPress={() => setAgain(true)}>{t('inbox.judge.again')}</Button>
      )}
    </div>
  )
}

function Past({ report }: { report: Report }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  if (report.judgements.length === 0) return null
  return (
    <section aria-labelledby="judgement-past" className={css.past}>
      <h3 id="judgement-past">{t('inbox.judge.past')}</h3>
      <ol>
        {report.judgements.map((one) => (
          <li key={one.at}>
            <b>{t(`inbox.judge.${one.outcome}`)}</b>
            {one.transferred_to !== undefined && <span>{one.transferred_to}</span>}
            {one.reason !== '' && <p>{one.reason}</p>}
            {one.owes_reply && <span>{t('inbox.judge.toldThem')}</span>}
            <small className="num">
              {dayAndClock(new Date(one.at), now, language)} {one.by.name}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}

const none: readonly FieldProblem[] = []

const ids: Record<Gap, string> = {
  outcome: 'judge-outcome',
  reason: 'judge-reason',
  title: 'judge-name',
  kind: 'judge-kind',
  answers: 'judge-answers',
  priorityReason: 'judge-priority-reason',
  incident: 'judge-incident',
  sameAs: 'judge-same',
  transferredTo: 'judge-transferred',
  lookAgain: 'judge-again',
  circle: 'judge-circle-reason',
}

const gapTexts = {
  outcome: 'inbox.judge.gap.outcome',
  reason: 'inbox.judge.gap.reason',
  title: 'triage.gap.title',
  kind: 'triage.gap.kind',
  answers: 'triage.gap.answers',
  priorityReason: 'triage.gap.priorityReason',
  incident: 'inbox.judge.gap.incident',
  sameAs: 'inbox.judge.gap.sameAs',
  transferredTo: 'inbox.judge.gap.transferredTo',
  lookAgain: 'inbox.judge.gap.lookAgain',
  circle: 'inbox.judge.gap.circle',
} as const satisfies Record<Gap, string>

function Form({ report, hits, draft, readAgain, onJudged }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const { values, change } = draft
  const { outcome } = values
  const suggested = firstWords(report.what)
  const isLost = useHealth().state === 'lost'
  const mayDeclare = useMay('incident.declare')
  const refused = report.may.find((one) => one.action === 'report.judge' && !one.allowed)
  const { guard, sheet } = useRenewal()
  const canReach = isReachable(report.reporter) || isReachable(report.finder)
  const [hasTried, setTried] = useState(false)
  // As it was when the button was pressed: it takes the focus once, not at every letter.
  const [summary, setSummary] = useState<readonly FieldProblem[]>([])

  const answers = answersOf(values)
  const proposal = query.useQuery(
    'get',
    '/api/v1/triage/proposal',
    {
      params: {
        query: answers ?? { residents: 'unknown', stopped: 'unknown', spreading: 'unknown' },
      },
    },
    { enabled: answers !== undefined, placeholderData: (before) => before },
  )
  const proposed = answers === undefined ? undefined : proposal.data

  const act = useAct(
    (body: Schemas['JudgementInput']) =>
      guard(() =>
        api.POST('/api/v1/reports/{id}/judgement', {
          params: {
            path: { id: report.id },
            header: { 'If-Match': etagOf(`/api/v1/reports/${report.id}`) },
          },
          body,
        }),
      ),
    ({ data }) => {
      draft.discard()
      if (data !== undefined) onJudged(data)
    },
  )
  const gaps = gapsOf(values, suggested, proposed, now)
  const send = async () => {
    setTried(true)
    setSummary(gaps.map((gap) => ({ id: ids[gap], text: t(gapTexts[gap]) })))
    const body = judgementInput(values, suggested, proposed, canReach)
    if (gaps.length === 0 && body !== undefined) await act.run(body)
  }
  const gapOf = (gap: Gap) => (hasTried && gaps.includes(gap) ? t(gapTexts[gap]) : undefined)
  const errors = hasTried && gaps.length > 0 ? summary : none

  const options = outcomes.map((value) => ({
    value,
    label: t(`inbox.judge.${value}`),
    isDisabled: value === 'incident' && !mayDeclare,
  }))
  const charter = query.useQuery('get', '/api/v1/charter')
  const kind =
    charter.data?.categories.find((one) => one.code === values.main)?.name ??
    t('inbox.judge.kindOpen')
  return (
    <>
      <div className={css.scroll}>
        <h2>{t('inbox.judge.title')}</h2>
        {draft.restoredAt !== undefined && (
          <p className={css.note}>
            {t('ui.restored', { time: dayAndClock(draft.restoredAt, now, language) })}
          </p>
        )}
        <Past report={report} />
        <ErrorSummary errors={errors} />
        <div id={ids.outcome} tabIndex={-1}>
          <RadioCards
            legend={t('inbox.judge.outcome')}
            options={options}
            value={outcome === '' ? undefined : outcome}
            onChange={(to) => {
              setTried(false)
              change({ outcome: to })
            }}
            error={gapOf('outcome')}
          />
          {!mayDeclare && <p className={css.note}>{t('inbox.judge.mayNotDeclare')}</p>}
        </div>
        {(outcome === '' || outcome === 'incident') && (
          <>
            <KindChoice
              id={ids.kind}
              legend={t('inbox.judge.kind')}
              values={values}
              change={(kinds) => change(withKinds(kinds, values))}
              error={gapOf('kind')}
              isDisabled={!mayDeclare}
            />
            <PriorityChoice
              id={ids.answers}
              reasonId={ids.priorityReason}
              legend={t('inbox.judge.questions')}
              values={values}
              change={change}
              proposal={proposed}
              isFailed={proposal.isError}
              error={gapOf('answers')}
              reasonError={gapOf('priorityReason')}
            />
            <TextArea
              id={ids.title}
              label={t('inbox.judge.incidentTitle')}
              hint={values.title === null ? t('inbox.judge.incidentTitleHint') : undefined}
              rows={1}
              maxLength={120}
              value={values.title ?? suggested}
              onChange={(event) => change({ title: event.target.value.replaceAll('\n', ' ') })}
              error={gapOf('title')}
            />
            <JudgeCircle
              id={ids.circle}
              value={values.circle}
              change={(circle) => change({ circle })}
              error={gapOf('circle')}
              refused={{ field: act.problem?.field, text: act.sentence }}
            />
          </>
        )}
        {outcome === 'join' && (
          <IncidentChoice
            id={ids.incident}
            hits={hits}
            value={values.incident}
            onChange={(incident) => change({ incident })}
            error={gapOf('incident')}
          />
        )}
        {outcome === 'duplicate' && (
          <ReportChoice
            id={ids.sameAs}
            report={report}
            hits={hits}
            value={values.sameAs}
            onChange={(sameAs) => change({ sameAs })}
            error={gapOf('sameAs')}
          />
        )}
        {outcome === 'transferred' && (
          <Field
            id={ids.transferredTo}
            label={t('inbox.judge.transferredTo')}
            maxLength={200}
            value={values.transferredTo}
            onChange={(event) => change({ transferredTo: event.target.value })}
            error={gapOf('transferredTo')}
          />
        )}
        {outcome !== '' && outcome !== 'incident' && (
          <TextArea
            id={ids.reason}
            label={
              outcome === 'waiting' || outcome === 'provider'
                ? t('inbox.judge.waitingReason')
                : outcome === 'join' || outcome === 'duplicate'
                  ? t('inbox.judge.joinReason')
                  : t('inbox.judge.reason')
            }
            isRequired={needsReason(outcome)}
            rows={3}
            maxLength={1000}
            value={values.reason}
            onChange={(event) => change({ reason: event.target.value })}
            error={gapOf('reason')}
          />
        )}
        {endsHere(outcome) && (
          <Checkbox
            label={t('inbox.judge.owesReply')}
            hint={canReach ? t('inbox.judge.owesReplyHint') : t('inbox.judge.noWayToReply')}
            checked={values.owesReply ?? canReach}
            onChange={(event) => change({ owesReply: event.target.checked })}
          />
        )}
        {outcome === 'provider' && (
          <DateTimeField
            id={ids.lookAgain}
            label={t('inbox.judge.askAgain')}
            hint={t('inbox.judge.askAgainHint')}
            isRequired
            hasNoApproximate
            initial={
              values.lookAgainAt === ''
                ? undefined
                : { at: new Date(values.lookAgainAt), precision: 'minute', isApproximate: false }
            }
            onRead={(read) => change({ lookAgainAt: read ? read.at.toISOString() : '' })}
            error={gapOf('lookAgain')}
          />
        )}
        {(outcome === 'waiting' || outcome === 'watch') && (
          <DateTimeField
            id={ids.lookAgain}
            label={t('inbox.judge.lookAgain')}
            hint={t('inbox.judge.lookAgainHint')}
            isDayOnly
            hasNoApproximate
            initial={
              values.lookAgainAt === ''
                ? undefined
                : { at: new Date(values.lookAgainAt), precision: 'day', isApproximate: false }
            }
            onRead={(read) => change({ lookAgainAt: read ? read.at.toISOString() : '' })}
            error={gapOf('lookAgain')}
          />
        )}
        {act.problem?.isStale && (
          <Stale
            report={report}
            current={act.problem.current}
            mine={outcome === '' ? '' : t(`inbox.judge.${outcome}`)}
            words={outcome === 'incident' ? titleOf(values, suggested) : values.reason}
            isPending={act.isPending}
            onKeepMine={async () => {
              await readAgain()
              await send()
            }}
            onTakeTheirs={async () => {
              await readAgain()
              act.forget()
            }}
          />
        )}
      </div>
      <div className={css.foot}>
        {act.problem !== undefined && !act.problem.isStale && (
          <Notice tone="danger" role="alert">
            {act.sentence}
          </Notice>
        )}
        <Button
          kind="filled"
          onPress={() => void send()}
          isPending={act.isPending}
          isDisabled={isLost || refused !== undefined}
        >
          {t(`inbox.judge.${verbs[outcome]}`)}
        </Button>
        <p className={css.will}>
          {isLost
            ? t('inbox.judge.lost')
            : refused !== undefined
              ? (refused.reason ?? t('inbox.judge.mayNot'))
              : outcome === 'incident'
                ? t('inbox.judge.willIncident', { kind })
                : t(`inbox.judge.${wills[outcome]}`)}
        </p>
      </div>
      {sheet}
    </>
  )
}

const verbs = {
  '': 'doNothing',
  incident: 'doIncident',
  waiting: 'doWaiting',
  watch: 'doWatch',
  transferred: 'doTransferred',
  not_incident: 'doNot',
  spam: 'doSpam',
  provider: 'doProvider',
  duplicate: 'doDuplicate',
  join: 'doJoin',
} as const

const wills = {
  '': 'willNothing',
  waiting: 'willWaiting',
  watch: 'willWatch',
  transferred: 'willTransferred',
  not_incident: 'willNot',
  spam: 'willSpam',
  provider: 'willProvider',
  duplicate: 'willDuplicate',
  join: 'willJoin',
} as const

type StaleProps = {
  report: Report
  current: Readonly<Record<string, unknown>> | undefined
  mine: string
  words: string
  isPending: boolean
  onKeepMine: () => void
  onTakeTheirs: () => void
}

function Stale({ report, current, mine, words, ...rest }: StaleProps) {
  const t = useT()
  const now = { ...report, ...(current as Partial<Report> | undefined) }
  const by = now.judgements.at(-1)?.by.name ?? ''
  const state = t(`inbox.state.${now.state}`)
  const theirs = by === '' ? state : t('inbox.judge.theirsState', { state, by })
  const added = t('inbox.judge.theirsAdded', { n: now.additions.length })
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' })
    box.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={box} tabIndex={-1}>
      <Comparison
        {...rest}
        differences={[
          { label: t('inbox.judge.differenceState'), mine, theirs },
          { label: t('inbox.judge.differenceWords'), mine: words, theirs: `${now.what} ${added}` },
        ]}
      />
    </div>
  )
}
