// What is judged about an incident when it is declared, and again when that is corrected: kinds,
// and a priority that three answers lead to. The rules are the server's; these are the forms.
import type { Schemas } from '@/api/client'

export type Answer = Schemas['Answer']
export type Priority = Schemas['Priority']
export type Proposal = Schemas['Proposal']
type CharterCategories = Schemas['Charter']['categories']

export type Chosen = { code: string; subtype: string; suspected: boolean }

export type KindsDraft = {
  chosen: readonly Chosen[]
  /** The code of the 主 category. */
  main: string
}

/** '' means not answered yet. */
export type AnswersDraft = {
  residents: Answer | ''
  stopped: Answer | ''
  spreading: Answer | ''
}

export type PriorityDraft = AnswersDraft & {
  /** '' takes the proposed one. */
  priority: Priority | ''
  priorityReason: string
}

export type TriageDraft = KindsDraft & PriorityDraft

export const blankTriage: TriageDraft = {
  chosen: [],
  main: '',
  residents: '',
  stopped: '',
  spreading: '',
  priority: '',
  priorityReason: '',
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
export function isRowChosen(row: KindRow, rows: readonly KindRow[], draft: KindsDraft) {
  const chosen = draft.chosen.find((one) => one.code === row.code)
  if (chosen === undefined) return false
  if (row.subtype !== '') return chosen.subtype === row.subtype
  const hasOwnRow = rows.some((one) => one.code === row.code && one.subtype === chosen.subtype)
  return chosen.subtype === '' || !hasOwnRow
}

/** Chooses a row or takes it back. The first one chosen becomes 主. */
export function toggleRow(
  row: KindRow,
  rows: readonly KindRow[],
  draft: KindsDraft,
): Partial<KindsDraft> {
  const others = draft.chosen.filter((one) => one.code !== row.code)
  const before = draft.chosen.find((one) => one.code === row.code)
  if (isRowChosen(row, rows, draft)) {
    const main = draft.main === row.code ? (others[0]?.code ?? '') : draft.main
    return { chosen: others, main }
  }
  const now = { code: row.code, subtype: row.subtype, suspected: before?.suspected ?? false }
  const chosen =
    before === undefined
      ? [...draft.chosen, now]
      : draft.chosen.map((one) => (one.code === row.code ? now : one))
  return { chosen, main: draft.main === '' ? row.code : draft.main }
}

export function changeChosen(
  code: string,
  change: Partial<Chosen>,
  draft: KindsDraft,
): Partial<KindsDraft> {
  return {
    chosen: draft.chosen.map((one) => (one.code === code ? { ...one, ...change } : one)),
  }
}

export function categoriesInput(draft: KindsDraft): Schemas['CategoryChoice'][] {
  return draft.chosen.map((one) => ({
    code: one.code,
    main: one.code === draft.main,
    ...(one.subtype !== '' && { subtype: one.subtype }),
    ...(one.suspected && { suspected: true }),
  }))
}

/** The three answers, or undefined while one is open: 不明 is an answer, silence is not. */
export function answersOf(draft: AnswersDraft): Schemas['TriageAnswers'] | undefined {
  const { residents, stopped, spreading } = draft
  if (residents === '' || stopped === '' || spreading === '') return undefined
  return { residents, stopped, spreading }
}

export function isOverridden(draft: PriorityDraft, proposal: Proposal | undefined): boolean {
  return draft.priority !== '' && proposal !== undefined && draft.priority !== proposal.priority
}
