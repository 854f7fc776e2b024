import type { Schemas } from '@/api/client'
import { type CircleDraft, circleInput, isOpen, openCircle } from '@/app/circle/circle'
import {
  answersOf,
  blankTriage,
  categoriesInput,
  isOverridden,
  type KindsDraft,
  type Proposal,
  type TriageDraft,
} from '@/triage/triage'

export type Outcome = Schemas['Outcome']

/** What a person has judged so far about one report. '' means not answered yet. */
export type JudgementDraft = TriageDraft & {
  outcome: Outcome | ''
  reason: string
  /** Null: as suggested from the report's words. */
  title: string | null
  /** The incident to join. */
  incident: string
  /** The report of the same matter. */
  sameAs: string
  transferredTo: string
  /** Whoever told us is told. Null: not touched; then it is so when they can be reached. */
  owesReply: boolean | null
  /** RFC 3339, for watch, waiting and provider. */
  lookAgainAt: string
  /** 閲覧の制限 from the start, for an incident. */
  circle: CircleDraft
}

export const blankJudgement: JudgementDraft = {
  ...blankTriage,
  outcome: '',
  reason: '',
  title: null,
  incident: '',
  sameAs: '',
  transferredTo: '',
  owesReply: null,
  lookAgainAt: '',
  circle: openCircle,
}

/** To choose a kind is to treat the report as an incident, unless another answer was given before. */
export function withKinds(
  kinds: Partial<KindsDraft>,
  draft: JudgementDraft,
): Partial<JudgementDraft> {
  const isFirst = draft.outcome === '' && (kinds.chosen?.length ?? 0) > 0
  return isFirst ? { ...kinds, outcome: 'incident' } : kinds
}

/** Somebody looks at it again, at a time that may be named. */
export function looksAgain(outcome: Outcome | ''): boolean {
  return outcome === 'watch' || outcome === 'waiting' || outcome === 'provider'
}

/** Everything but an incident says why, and a joke explains itself. */
export function needsReason(outcome: Outcome | ''): boolean {
  return !['', 'incident', 'spam', 'duplicate'].includes(outcome)
}

/** It ends here, and whoever told us should hear how. */
export function endsHere(outcome: Outcome | ''): boolean {
  return ['not_incident', 'transferred', 'duplicate'].includes(outcome)
}

export type Gap =
  | 'outcome'
  | 'reason'
  | 'title'
  | 'kind'
  | 'answers'
  | 'priorityReason'
  | 'incident'
  | 'sameAs'
  | 'transferredTo'
  | 'lookAgain'
  | 'circle'

/** What is still open before the judgement can be given, in the order of the screen. */
export function gapsOf(
  draft: JudgementDraft,
  suggested: string,
  proposal: Proposal | undefined,
  now: Date,
): Gap[] {
  const gaps: Gap[] = []
  if (draft.outcome === '') return ['outcome']
  if (draft.outcome === 'incident') {
    if (draft.chosen.length === 0) gaps.push('kind')
    if (answersOf(draft) === undefined) gaps.push('answers')
    if (isOverridden(draft, proposal) && draft.priorityReason.trim() === '')
      gaps.push('priorityReason')
    if (titleOf(draft, suggested) === '') gaps.push('title')
    if (!isOpen(draft.circle) && draft.circle.reason.trim() === '') gaps.push('circle')
    return gaps
  }
  if (draft.outcome === 'join' && draft.incident === '') gaps.push('incident')
  if (draft.outcome === 'duplicate' && draft.sameAs === '') gaps.push('sameAs')
  if (draft.outcome === 'transferred' && draft.transferredTo.trim() === '')
    gaps.push('transferredTo')
  if (needsReason(draft.outcome) && draft.reason.trim() === '') gaps.push('reason')
  if (draft.outcome === 'provider' && draft.lookAgainAt === '') gaps.push('lookAgain')
  if (looksAgain(draft.outcome) && draft.lookAgainAt !== '' && new Date(draft.lookAgainAt) <= now)
    gaps.push('lookAgain')
  return gaps
}

export function titleOf(draft: JudgementDraft, suggested: string): string {
  return (draft.title ?? suggested).trim()
}

/** The body of POST …/judgement. Answers that belong to another outcome stay in the draft. */
export function judgementInput(
  draft: JudgementDraft,
  suggested: string,
  proposal: Proposal | undefined,
  isReachable = false,
): Schemas['JudgementInput'] | undefined {
  const { outcome } = draft
  if (outcome === '') return undefined
  if (outcome === 'incident') {
    const answers = answersOf(draft)
    return {
      outcome,
      title: titleOf(draft, suggested),
      categories: categoriesInput(draft),
      ...(answers !== undefined && { answers }),
      ...(draft.priority !== '' &&
        isOverridden(draft, proposal) && {
          priority: draft.priority,
          priority_reason: draft.priorityReason.trim(),
        }),
      ...(!isOpen(draft.circle) && { circle: circleInput(draft.circle) }),
    }
  }
  return {
    outcome,
    reason: draft.reason.trim(),
    ...(outcome === 'join' && { incident: draft.incident }),
    ...(outcome === 'duplicate' && { report: draft.sameAs }),
    ...(outcome === 'transferred' && { transferred_to: draft.transferredTo.trim() }),
    ...(endsHere(outcome) && (draft.owesReply ?? isReachable) && { owes_reply: true }),
    ...(looksAgain(outcome) && draft.lookAgainAt !== '' && { look_again_at: draft.lookAgainAt }),
  }
}

/** Which report to open after this one left the list: the one below it, else the one above. */
export function nextAfter(id: string, ids: readonly string[]): string | undefined {
  const at = ids.indexOf(id)
  if (at < 0) return ids[0]
  return ids[at + 1] ?? ids[at - 1]
}
