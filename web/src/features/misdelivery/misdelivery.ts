import type { Schemas } from '@/api/client'

type Input = Schemas['MisdeliveryInput']
export type Kind = Input['kind']
export type DataKind = NonNullable<Input['data_kinds']>[number]
export type RequestState = Schemas['Request']

export const kinds = ['mail', 'post', 'fax', 'hand', 'loss', 'publication'] as const
export const dataKinds = [
  'name',
  'address',
  'birth',
  'phone',
  'mail',
  'account',
  'tax',
  'welfare',
  'sensitive',
  'my_number',
  'other',
] as const satisfies readonly DataKind[]
export const requestStates = [
  'not_yet',
  'asked',
  'done',
  'impossible',
  'not_applicable',
] as const satisfies readonly RequestState[]

/** 確定, 概数, 調査中, 不明: how sure a number is. */
export const sureness = ['exact', 'estimate', 'investigating', 'unknown'] as const
export type Sureness = (typeof sureness)[number]

export type CountDraft = { text: string; sureness: Sureness | '' }

export type MisdeliveryDraft = {
  kind: Kind | ''
  what: string
  department: string
  happened: string
  noticedAt: string
  noticedBy: string
  recipients: CountDraft
  persons: CountDraft
  items: CountDraft
  dataKinds: readonly DataKind[]
  deletion: RequestState
  recovery: RequestState
  apology: RequestState
  measures: string
}

const noCount: CountDraft = { text: '', sureness: '' }

export const blankMisdelivery: MisdeliveryDraft = {
  kind: '',
  what: '',
  department: '',
  happened: '',
  noticedAt: '',
  noticedBy: '',
  recipients: noCount,
  persons: noCount,
  items: noCount,
  dataKinds: [],
  deletion: 'not_yet',
  recovery: 'not_yet',
  apology: 'not_yet',
  measures: '',
}

const valueMax = 2_000_000_000

/** ３００, 1,284, 300人: digits in any width; undefined when it is no whole number. */
export function readCount(text: string): number | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/[,、\s]/g, '')
    .replace(/[人件通枚部名]$/, '')
  if (!/^\d{1,10}$/.test(plain)) return undefined
  const value = Number(plain)
  return value <= valueMax ? value : undefined
}

/** A number that is typed counts as 確定 until somebody says otherwise; a blank is 調査中. */
export function surenessOf(count: CountDraft): Sureness {
  if (count.sureness === 'investigating' || count.sureness === 'unknown') return count.sureness
  if (count.text.trim() === '') return 'investigating'
  return count.sureness === '' ? 'exact' : count.sureness
}

/** Typing a number leaves 調査中 and 不明 behind; taking it away goes back to no answer. */
export function withText(count: CountDraft, text: string): CountDraft {
  const isSilent = count.sureness === 'investigating' || count.sureness === 'unknown'
  return { text, sureness: isSilent && text.trim() !== '' ? '' : count.sureness }
}

/** A number cannot stand beside 調査中 or 不明, so choosing one of them clears it. */
export function withSureness(count: CountDraft, sureness: Sureness): CountDraft {
  const isSilent = sureness === 'investigating' || sureness === 'unknown'
  return { text: isSilent ? '' : count.text, sureness }
}

export function countInput(count: CountDraft): Schemas['CountInput'] {
  const sure = surenessOf(count)
  if (sure === 'investigating' || sure === 'unknown') return { state: sure }
  return {
    state: 'known',
    value: readCount(count.text) ?? 0,
    ...(sure === 'estimate' && { estimate: true }),
  }
}

export type Gap = 'kind' | 'what' | 'noticedAt' | 'recipients' | 'persons' | 'items'

/** What has to be put right before it can be recorded, in the order of the page. */
export function gapsOf(draft: MisdeliveryDraft): Gap[] {
  const gaps: Gap[] = []
  if (draft.kind === '') gaps.push('kind')
  if (draft.what.trim() === '') gaps.push('what')
  if (draft.noticedAt === '') gaps.push('noticedAt')
  for (const name of ['recipients', 'persons', 'items'] as const) {
    const sure = surenessOf(draft[name])
    const isNumber = sure === 'exact' || sure === 'estimate'
    if (isNumber && readCount(draft[name].text) === undefined) gaps.push(name)
  }
  return gaps
}

/** The body of POST /misdeliveries; undefined while the kind is open. */
export function misdeliveryInput(draft: MisdeliveryDraft): Input | undefined {
  if (draft.kind === '') return undefined
  const given = (value: string) => value.trim()
  return {
    kind: draft.kind,
    what: given(draft.what),
    noticed_at: draft.noticedAt,
    recipients: countInput(draft.recipients),
    persons: countInput(draft.persons),
    items: countInput(draft.items),
    deletion: draft.deletion,
    recovery: draft.recovery,
    apology: draft.apology,
    ...(given(draft.department) !== '' && { department: given(draft.department) }),
    ...(given(draft.happened) !== '' && { happened: given(draft.happened) }),
    ...(given(draft.noticedBy) !== '' && { noticed_by: given(draft.noticedBy) }),
    ...(draft.dataKinds.length > 0 && { data_kinds: [...draft.dataKinds] }),
    ...(given(draft.measures) !== '' && { measures: given(draft.measures) }),
  }
}

export type Meaning =
  | 'overHundred'
  | 'sensitive'
  | 'account'
  | 'myNumber'
  | 'personsOpen'
  | 'kindsOpen'
  | 'published'
  | 'noneSoFar'

const personsLine = 100

/**
 * What the contents may lead to. A pointer only (目安): whether something must be reported is
 * decided by the rule pack's rows, which the server shows as clocks of the new incident.
 */
export function meaningsOf(draft: MisdeliveryDraft): Meaning[] {
  const found: Meaning[] = []
  const sure = surenessOf(draft.persons)
  const persons = readCount(draft.persons.text)
  const isCounted = sure === 'exact' || sure === 'estimate'
  if (isCounted && persons !== undefined && persons > personsLine) found.push('overHundred')
  if (draft.dataKinds.includes('sensitive')) found.push('sensitive')
  if (draft.dataKinds.includes('account')) found.push('account')
  if (draft.dataKinds.includes('my_number')) found.push('myNumber')
  if (draft.kind === 'publication') found.push('published')
  if (!isCounted) found.push('personsOpen')
  if (draft.dataKinds.length === 0) found.push('kindsOpen')
  return found.length === 0 ? ['noneSoFar'] : found
}
