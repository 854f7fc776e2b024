import type { Schemas } from '@/api/client'
import {
  answersOf,
  blankTriage,
  categoriesInput,
  isOverridden,
  type Priority,
  type PriorityDraft,
  type Proposal,
  type TriageDraft,
} from '@/triage/triage'
import type { Incident } from './data'

/** What a person corrects about the judgement of an incident, and why. */
export type CorrectionDraft = TriageDraft & { title: string; reason: string }

/** The judgement as it stands, in the form's words. */
export function correctionOf(incident: Incident): CorrectionDraft {
  return {
    ...blankTriage,
    ...incident.answers,
    title: incident.title,
    chosen: incident.categories.map((one) => ({
      code: one.code,
      subtype: one.subtype ?? '',
      suspected: one.suspected,
    })),
    main: incident.categories.find((one) => one.main)?.code ?? '',
    priority: incident.priority,
    priorityReason: incident.priority_reason ?? '',
    reason: '',
  }
}

/** New answers lead to a new proposal; until then the priority stays what it is. */
export function withAnswers(part: Partial<PriorityDraft>): Partial<PriorityDraft> {
  const isAnswer = 'residents' in part || 'stopped' in part || 'spreading' in part
  return isAnswer ? { ...part, priority: '' } : part
}

export type CorrectionGap =
  | 'title'
  | 'kind'
  | 'answers'
  | 'proposal'
  | 'priorityReason'
  | 'nothing'
  | 'reason'

/** What is still open, in the order of the screen. */
export function correctionGaps(
  draft: CorrectionDraft,
  incident: Incident,
  proposal: Proposal | undefined,
): CorrectionGap[] {
  const gaps: CorrectionGap[] = []
  if (draft.title.trim() === '') gaps.push('title')
  if (draft.chosen.length === 0) gaps.push('kind')
  const answers = answersOf(draft)
  // Whoever corrects only the title of an incident without answers is not asked for them.
  const hasBegun = draft.residents !== '' || draft.stopped !== '' || draft.spreading !== ''
  if (hasBegun && answers === undefined) gaps.push('answers')
  const isNew = answers !== undefined && differs(answers, answersOf(correctionOf(incident)))
  if (isNew && proposal === undefined) gaps.push('proposal')
  const changes = changesOf(draft, incident, proposal)
  if (changes.priority !== undefined && needsReason(draft, proposal)) gaps.push('priorityReason')
  if (gaps.length > 0) return gaps
  if (Object.keys(changes).length === 0) return ['nothing']
  return draft.reason.trim() === '' ? ['reason'] : []
}

/** The body of POST …/triage without its reason: only what differs from the incident. */
export function changesOf(
  draft: CorrectionDraft,
  incident: Incident,
  proposal: Proposal | undefined,
): Schemas['RetriageInput'] {
  const seen = correctionOf(incident)
  const title = draft.title.trim()
  const answers = answersOf(draft)
  const priority = decidedPriority(draft, proposal)
  const why = draft.priorityReason.trim()
  const isOwn = isOverridden(draft, proposal)
  const categories = categoriesInput(draft)
  return {
    ...(title !== seen.title && { title }),
    ...(differs(categories, categoriesInput(seen)) && { categories }),
    ...(answers !== undefined && differs(answers, answersOf(seen)) && { answers }),
    ...(priority !== undefined &&
      (priority !== incident.priority || (isOwn && why !== seen.priorityReason)) && {
        priority,
        ...(isOwn && why !== '' && { priority_reason: why }),
      }),
  }
}

/** A person's priority, else the proposed one; undefined while the answers lead to none. */
export function decidedPriority(
  draft: CorrectionDraft,
  proposal: Proposal | undefined,
): Priority | undefined {
  return draft.priority === '' ? proposal?.priority : draft.priority
}

const needsReason = (draft: CorrectionDraft, proposal: Proposal | undefined) =>
  isOverridden(draft, proposal) && draft.priorityReason.trim() === ''

const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)

/** Whether the judgement is still as the person saw it; other parts of the incident may move. */
export function isSameJudgement(theirs: Incident, seen: Incident): boolean {
  return !differs(correctionOf(theirs), correctionOf(seen))
}
