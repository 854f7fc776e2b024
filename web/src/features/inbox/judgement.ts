import type { Schemas } from '@/api/client'

export type Outcome = Schemas['Outcome']
export type Answer = Schemas['Answer']
export type Priority = Schemas['Priority']
type Proposal = Schemas['Proposal']
type CharterCategories = Schemas['Charter']['categories']

export type Chosen = { code: string; subtype: string; suspected: boolean }

/** What a person has judged so far about one report. '' means not answered yet. */
export type JudgementDraft = {
  outcome: Outcome | ''
  reason: string
  /** Null: as suggested from the report's words. */
  title: string | null
  chosen: readonly Chosen[]
  /** The code of the 主 category. */
  main: string
  residents: Answer | ''
  stopped: Answer | ''
  spreading: Answer | ''
  /** '' takes the proposed one. */
  priority: Priority | ''
  priorityReason: string
  /** The incident to join. */
  incident: string
  transferredTo: string
  /** RFC 3339, for watch and waiting. */
  lookAgainAt: string
}

export const blankJudgement: JudgementDraft = {
  outcome: '',
  reason: '',
  title: null,
  chosen: [],
  main: '',
  residents: '',
  stopped: '',
  spreading: '',
  priority: '',
  priorityReason: '',
  incident: '',
  transferredTo: '',
  lookAgainAt: '',
}

/** One row of the choice of kinds: a category of 別表第２, or a case that has a row of its own. */
export type KindRow = {
  value: string
  code: string
  subtype: string
  name: string
  inCharter: boolean
}

/** The most frequent case in municipalities stands beside the categories, not inside a list. */
const frequent = 'misdelivery'

export function kindRows(categories: CharterCategories): KindRow[] {
  const own = categories.map((category) => ({
    value: category.code,
    code: category.code,
    subtype: '',
    name: category.name,
    inCharter: true,
  }))
  const cases = categories.flatMap((category) =>
    category.subtypes
      .filter((subtype) => subtype.code === frequent)
      .map((subtype) => ({
        value: `${category.code}/${subtype.code}`,
        code: category.code,
        subtype: subtype.code,
        name: subtype.name,
        inCharter: subtype.in_charter,
      })),
  )
  return [...own, ...cases]
}

/** Whether the row is chosen; a category whose case has its own row counts there only. */
export function isRowChosen(row: KindRow, rows: readonly KindRow[], draft: JudgementDraft) {
  const chosen = draft.chosen.find((one) => one.code === row.code)
  if (chosen === undefined) return false
  if (row.subtype !== '') return chosen.subtype === row.subtype
  const hasOwnRow = rows.some((one) => one.code === row.code && one.subtype === chosen.subtype)
  return chosen.subtype === '' || !hasOwnRow
}

/**
 * Chooses a row or takes it back. The first one chosen becomes 主. To choose a kind is to treat
 * the report as an incident, unless something else was answered before.
 */
export function toggleRow(
  row: KindRow,
  rows: readonly KindRow[],
  draft: JudgementDraft,
): Partial<JudgementDraft> {
  const others = draft.chosen.filter((one) => one.code !== row.code)
  const before = draft.chosen.find((one) => one.code === row.code)
  const outcome = draft.outcome === '' ? 'incident' : draft.outcome
  if (isRowChosen(row, rows, draft)) {
    const main = draft.main === row.code ? (others[0]?.code ?? '') : draft.main
    return { chosen: others, main }
  }
  const now = { code: row.code, subtype: row.subtype, suspected: before?.suspected ?? false }
  const chosen =
    before === undefined
      ? [...draft.chosen, now]
      : draft.chosen.map((one) => (one.code === row.code ? now : one))
  return { outcome, chosen, main: draft.main === '' ? row.code : draft.main }
}

export function changeChosen(
  code: string,
  change: Partial<Chosen>,
  draft: JudgementDraft,
): Partial<JudgementDraft> {
  return {
    chosen: draft.chosen.map((one) => (one.code === code ? { ...one, ...change } : one)),
  }
}

/** The three answers, or undefined while one is open: 不明 is an answer, silence is not. */
export function answersOf(draft: JudgementDraft): Schemas['TriageAnswers'] | undefined {
  const { residents, stopped, spreading } = draft
  if (residents === '' || stopped === '' || spreading === '') return undefined
  return { residents, stopped, spreading }
}

export type Gap =
  | 'outcome'
  | 'reason'
  | 'title'
  | 'kind'
  | 'answers'
  | 'priorityReason'
  | 'incident'
  | 'transferredTo'
  | 'lookAgain'

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
    return gaps
  }
  if (draft.outcome === 'join' && draft.incident === '') gaps.push('incident')
  if (draft.outcome === 'transferred' && draft.transferredTo.trim() === '')
    gaps.push('transferredTo')
  if (draft.reason.trim() === '') gaps.push('reason')
  const looksAgain = draft.outcome === 'watch' || draft.outcome === 'waiting'
  if (looksAgain && draft.lookAgainAt !== '' && new Date(draft.lookAgainAt) <= now)
    gaps.push('lookAgain')
  return gaps
}

export function isOverridden(draft: JudgementDraft, proposal: Proposal | undefined): boolean {
  return draft.priority !== '' && proposal !== undefined && draft.priority !== proposal.priority
}

export function titleOf(draft: JudgementDraft, suggested: string): string {
  return (draft.title ?? suggested).trim()
}

/** The body of POST …/judgement. Answers that belong to another outcome stay in the draft. */
export function judgementInput(
  draft: JudgementDraft,
  suggested: string,
  proposal: Proposal | undefined,
): Schemas['JudgementInput'] | undefined {
  const { outcome } = draft
  if (outcome === '') return undefined
  if (outcome === 'incident') {
    const answers = answersOf(draft)
    const overridden = isOverridden(draft, proposal) && draft.priority !== ''
    return {
      outcome,
      title: titleOf(draft, suggested),
      categories: draft.chosen.map((one) => ({
        code: one.code,
        main: one.code === draft.main,
        ...(one.subtype !== '' && { subtype: one.subtype }),
        ...(one.suspected && { suspected: true }),
      })),
      ...(answers !== undefined && { answers }),
      ...(overridden && {
        priority: draft.priority as Priority,
        priority_reason: draft.priorityReason.trim(),
      }),
    }
  }
  const looksAgain = outcome === 'watch' || outcome === 'waiting'
  return {
    outcome,
    reason: draft.reason.trim(),
    ...(outcome === 'join' && { incident: draft.incident }),
    ...(outcome === 'transferred' && { transferred_to: draft.transferredTo.trim() }),
    ...(looksAgain && draft.lookAgainAt !== '' && { look_again_at: draft.lookAgainAt }),
  }
}

/** Which report to open after this one left the list: the one below it, else the one above. */
export function nextAfter(id: string, ids: readonly string[]): string | undefined {
  const at = ids.indexOf(id)
  if (at < 0) return ids[0]
  return ids[at + 1] ?? ids[at - 1]
}
