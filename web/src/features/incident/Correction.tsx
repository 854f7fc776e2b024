import { useEffect, useRef, useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/correction'
import { dayAndClock } from '@/i18n/dates'
import { KindChoice } from '@/triage/KindChoice'
import { PriorityChoice } from '@/triage/PriorityChoice'
import { answersOf, type Proposal } from '@/triage/triage'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorSummary, type FieldProblem } from '@/ui/ErrorSummary'
import { TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from './ActTrouble'
import { useAct } from './act'
import css from './Correction.module.css'
import {
  type CorrectionDraft,
  type CorrectionGap,
  changesOf,
  correctionGaps,
  correctionOf,
  decidedPriority,
  isSameJudgement,
  withAnswers,
} from './correction'
import type { Incident } from './data'
import { useRoom } from './room'

const ids: Record<CorrectionGap, string> = {
  title: 'correct-title',
  kind: 'correct-kind',
  answers: 'correct-answers',
  proposal: 'correct-answers',
  priorityReason: 'correct-priority-reason',
  nothing: 'correct-title',
  reason: 'correct-reason',
}

const gapTexts = {
  title: 'triage.gap.title',
  kind: 'triage.gap.kind',
  answers: 'triage.gap.answers',
  proposal: 'triage.proposalFailed',
  priorityReason: 'triage.gap.priorityReason',
  nothing: 'correction.nothing',
  reason: 'correction.reasonBlank',
} as const satisfies Record<CorrectionGap, string>

/** Title, kinds and priority put right. The entry before it stays; the record tells what and why. */
export default function Correction({ onClose }: { onClose: () => void }) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const act = useAct(incident)
  // As it was when the panel opened: only what differs from it is sent.
  const [seen] = useState(incident)
  const { values, change, restoredAt, discard } = useDraftForm<CorrectionDraft>(
    `incident/${incident.id}/triage`,
    correctionOf(seen),
  )
  const { proposal, isFailed, isWorking } = useProposal(values)
  const [hasTried, setTried] = useState(false)
  const [summary, setSummary] = useState<readonly FieldProblem[]>([])
  const gaps = correctionGaps(values, seen, proposal)
  const gapOf = (...some: CorrectionGap[]) => {
    const gap = hasTried ? some.find((one) => gaps.includes(one)) : undefined
    return gap && t(gapTexts[gap])
  }

  const send = () => {
    setTried(true)
    setSummary(gaps.map((gap) => ({ id: ids[gap], text: t(gapTexts[gap]) })))
    if (gaps.length > 0) return
    const body = { ...changesOf(values, seen, proposal), reason: values.reason.trim() }
    act.run({
      send: (ifMatch) =>
        api.POST('/api/v1/incidents/{id}/triage', {
          params: { path: { id: incident.id }, header: { 'If-Match': ifMatch } },
          body,
        }),
      isUntouched: isSameJudgement,
      onDone: () => {
        discard()
        say(t('correction.said'))
        onClose()
      },
    })
  }
  return (
    <Card title={t('correction.title')}>
      <p className={css.lead}>
        {t('correction.lead')}{' '}
        {restoredAt !== undefined &&
          t('ui.restored', { time: dayAndClock(restoredAt, now, language) })}
      </p>
      <ErrorSummary errors={hasTried && gaps.length > 0 ? summary : none} />
      <div className={css.parts}>
        <div className={css.part}>
          <Title value={values.title} change={change} error={gapOf('title', 'nothing')} />
          <KindChoice
            id={ids.kind}
            legend={t('correction.kind')}
            values={values}
            change={change}
            error={gapOf('kind')}
          />
        </div>
        <PriorityChoice
          id={ids.answers}
          reasonId={ids.priorityReason}
          legend={t('correction.questions')}
          values={values}
          change={(part) => change(withAnswers(part))}
          proposal={proposal}
          isFailed={isFailed}
          error={gapOf('answers', 'proposal')}
          reasonError={gapOf('priorityReason')}
        />
      </div>
      <div className={css.foot}>
        <TextArea
          id={ids.reason}
          label={t('correction.reason')}
          hint={t('correction.reasonHint')}
          isRequired
          rows={2}
          maxLength={500}
          value={values.reason}
          error={gapOf('reason')}
          onChange={(event) => change({ reason: event.target.value })}
        />
        <Trouble
          act={act}
          values={values}
          seen={seen}
          proposal={proposal}
          onTakeTheirs={() => {
            discard()
            onClose()
          }}
        />
        {act.trouble?.kind !== 'stale' && (
          <div className={css.row}>
            <Button onPress={send} isPending={act.isPending || isWorking}>
              {t('correction.go')}
            </Button>
            <Button kind="text" onPress={onClose}>
              {t('ui.cancel')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}

const none: readonly FieldProblem[] = []

/** What the rule pack proposes for the answers; never a proposal for the answers before. */
function useProposal(values: CorrectionDraft) {
  const answers = answersOf(values)
  const read = query.useQuery(
    'get',
    '/api/v1/triage/proposal',
    {
      params: {
        query: answers ?? { residents: 'unknown', stopped: 'unknown', spreading: 'unknown' },
      },
    },
    { enabled: answers !== undefined, placeholderData: (before) => before },
  )
  return {
    proposal: answers === undefined || read.isError ? undefined : read.data,
    isFailed: read.isError,
    isWorking: answers !== undefined && (read.isLoading || read.isPlaceholderData),
  }
}

type TitleProps = {
  value: string
  change: (part: { title: string }) => void
  error: string | undefined
}

function Title({ value, change, error }: TitleProps) {
  const t = useT()
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <TextArea
      id={ids.title}
      ref={box}
      label={t('correction.name')}
      rows={1}
      maxLength={120}
      value={value}
      error={error}
      onChange={(event) => change({ title: event.target.value.replaceAll('\n', ' ') })}
    />
  )
}

type TroubleProps = {
  act: ReturnType<typeof useAct>
  values: CorrectionDraft
  seen: Incident
  proposal: Proposal | undefined
  onTakeTheirs: () => void
}

/** After a 412: both judgements, part by part, where they differ. */
function Trouble({ act, values, seen, proposal, onTakeTheirs }: TroubleProps) {
  const t = useT()
  const charter = query.useQuery('get', '/api/v1/charter')
  const kinds = (draft: CorrectionDraft) => kindWords(draft, charter.data?.categories ?? [])
  const priority = (code: Schemas['Priority']) => t(`priority.${code}`)
  return (
    <ActTrouble
      act={act}
      compare={(theirs) => {
        const recorded = correctionOf(theirs)
        return [
          { label: t('correction.name'), mine: values.title, theirs: theirs.title },
          {
            label: t('correction.kinds'),
            mine: kinds(values),
            theirs: kinds(recorded),
          },
          {
            label: t('triage.priority'),
            mine: priority(decidedPriority(values, proposal) ?? seen.priority),
            theirs: priority(theirs.priority),
          },
        ].filter((part) => part.mine !== part.theirs)
      }}
      onTakeTheirs={onTakeTheirs}
    />
  )
}

function kindWords(draft: CorrectionDraft, categories: Schemas['Charter']['categories']): string {
  const names = draft.chosen.map((one) => {
    const category = categories.find((known) => known.code === one.code)
    const subtype = category?.subtypes.find((known) => known.code === one.subtype)
    return subtype?.name ?? category?.name ?? one.code
  })
  return names.join('、')
}
