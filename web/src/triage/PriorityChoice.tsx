import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { useT } from '@/i18n/triage'
import { Button } from '@/ui/Button'
import { PriorityChip } from '@/ui/Chip'
import { FieldError, TextArea } from '@/ui/Field'
import { SegmentedChoice, YesNoUnknown } from '@/ui/SegmentedChoice'
import css from './Triage.module.css'
import { isOverridden, type PriorityDraft } from './triage'

type Props = {
  id: string
  reasonId: string
  legend: string
  values: PriorityDraft
  change: (part: Partial<PriorityDraft>) => void
  proposal: Schemas['Proposal'] | undefined
  isFailed: boolean
  error: string | undefined
  reasonError: string | undefined
}

const questions = ['residents', 'stopped', 'spreading'] as const
const priorities = ['P1', 'P2', 'P3', 'P4'] as const

/** Three questions lead to a proposal with its reason; a person may decide otherwise. */
export function PriorityChoice(props: Props) {
  const { id, reasonId, legend, values, change, proposal, isFailed, error, reasonError } = props
  const t = useT()
  const overridden = isOverridden(values, proposal)
  const [isOpen, setOpen] = useState(false)
  const changes = isOpen || overridden
  const shown = values.priority !== '' && overridden ? values.priority : proposal?.priority
  return (
    <section aria-labelledby={`${id}-title`} className={css.questions}>
      <h3 id={`${id}-title`}>{legend}</h3>
      <div id={id} tabIndex={-1} className={css.three}>
        {questions.map((question) => (
          <YesNoUnknown
            key={question}
            label={t(`triage.${question}`)}
            value={values[question] === '' ? undefined : values[question]}
            onChange={(answer) => change({ [question]: answer })}
          />
        ))}
      </div>
      <FieldError id={id} error={error} />
      <div className={css.proposal} aria-live="polite">
        {proposal === undefined || shown === undefined ? (
          <p className={css.note}>
            {isFailed ? t('triage.proposalFailed') : t('triage.answerAll')}
          </p>
        ) : (
          <>
            <p className={css.proposed}>
              <span>{overridden ? t('triage.decided') : t('triage.proposal')}</span>
              <PriorityChip priority={shown} {...(!overridden && { name: proposal.name })} />
              <span className={css.target}>
                <span>{t('ui.target')}</span> {proposal.targets[0]}
              </span>
            </p>
            <p>{proposal.reason}</p>
            {proposal.targets.length > 1 && !overridden && (
              <ul className={css.targets}>
                {proposal.targets.slice(1, 4).map((target) => (
                  <li key={target}>{target}</li>
                ))}
              </ul>
            )}
            <p>
              <Button
                kind="text"
                size="small"
                aria-expanded={changes}
                onPress={() => {
                  if (changes) change({ priority: '' })
                  setOpen(!changes)
                }}
              >
                {changes ? t('triage.keep') : t('triage.change')}
              </Button>
            </p>
          </>
        )}
      </div>
      {changes && proposal !== undefined && (
        <div className={css.override}>
          <SegmentedChoice
            label={t('triage.priority')}
            isLabelHidden
            options={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
            value={shown}
            onChange={(priority) => change({ priority })}
            isSoft
          />
          {overridden && (
            <TextArea
              id={reasonId}
              label={t('triage.priorityReason')}
              isRequired
              rows={2}
              maxLength={500}
              value={values.priorityReason}
              onChange={(event) => change({ priorityReason: event.target.value })}
              error={reasonError}
            />
          )}
        </div>
      )}
    </section>
  )
}
