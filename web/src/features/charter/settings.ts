import type { Schemas } from '@/api/client'

export type Charter = Schemas['Charter']
export type Setting = NonNullable<Charter['editable']>[number]
export type Choice = NonNullable<Setting['choices']>[number]

/** What a setting holds: one text, or codes in their order. */
export type Value = string | readonly string[]

/** The cards of 「設定」, in the order in which they stand; `rights` is a table of its own. */
export const sections = ['contact', 'posts', 'names', 'succession', 'signIn', 'approvals'] as const
export type Section = (typeof sections)[number] | 'rights'

/** Where a setting stands. A path nobody knows is shown among the names, never dropped. */
export function sectionOf(path: string): Section {
  const first = path.split('/')[1]
  if (first === 'point_of_contact') return 'contact'
  if (first === 'posts') return 'posts'
  if (first === 'succession') return 'succession'
  if (first === 'sign_in') return 'signIn'
  if (first === 'approvals') return 'approvals'
  if (first === 'policy') return 'rights'
  return 'names'
}

/** A list in an order that means something; the others are sets. */
export const isOrdered = (setting: Setting) => sectionOf(setting.path) === 'succession'

export function isSame(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The names of codes, in their order; a code without a name stands for itself. */
export function namesOf(codes: readonly string[], choices: readonly Choice[]): string[] {
  return codes.map((code) => choices.find((one) => one.code === code)?.name ?? code)
}

/** A role of the rights table, and the narrower rights it may have in place of the whole one. */
export type Column = { code: string; name: string; narrower: readonly Narrower[] }
/** `acting`: only while standing in for the head. `own`: only for the own department. */
export type Narrower = { code: string; kind: 'acting' | 'own' }

/** `deputy`, `deputy.acting` and `deputy.own` are one column. */
export function columnsOf(choices: readonly Choice[]): Column[] {
  return choices
    .filter(({ code }) => !code.includes('.'))
    .map(({ code, name }) => ({
      code,
      name,
      narrower: (['acting', 'own'] as const)
        .map((kind) => ({ code: `${code}.${kind}`, kind }))
        .filter((one) => choices.some((choice) => choice.code === one.code)),
    }))
}

/** The choices of all rows: outsiders are offered in the few rows they may be given. */
export function widestOf(rows: readonly Setting[]): readonly Choice[] {
  return rows.reduce<readonly Choice[]>((widest, { choices = [] }) => {
    return choices.length > widest.length ? choices : widest
  }, [])
}

/** What a role may: all of it, some of it, or nothing. */
export type Right = 'whole' | readonly Narrower['kind'][]

export function rightOf(column: Column, codes: readonly string[]): Right {
  if (codes.includes(column.code)) return 'whole'
  return column.narrower.filter(({ code }) => codes.includes(code)).map(({ kind }) => kind)
}

/**
 * The codes with one more or one fewer, in the order of the choices, so that the file reads as
 * before. Who may the whole needs no narrower right beside it. Codes nobody offers stay.
 */
export function withCode(
  codes: readonly string[],
  code: string,
  isOn: boolean,
  choices: readonly Choice[],
): string[] {
  const kept = codes.filter((one) => one !== code && !(isOn && one.startsWith(`${code}.`)))
  const wanted = isOn ? [...kept, code] : kept
  const place = (one: string) => choices.findIndex((choice) => choice.code === one)
  return [
    ...wanted.filter((one) => place(one) >= 0).sort((a, b) => place(a) - place(b)),
    ...wanted.filter((one) => place(one) < 0),
  ]
}

/** The codes with one of them a place up (-1) or down (1); at the end it stays. */
export function moved(codes: readonly string[], code: string, by: -1 | 1): string[] {
  const from = codes.indexOf(code)
  const to = from + by
  if (from < 0 || to < 0 || to >= codes.length) return [...codes]
  const rest = codes.filter((one) => one !== code)
  return [...rest.slice(0, to), code, ...rest.slice(to)]
}

/** The groups of the rights table, by the noun before the dot of the action. */
export const groups = [
  'report',
  'incident',
  'approval',
  'ask',
  'engagement',
  'team',
  'charter',
  'registry',
  'contact',
  'journal',
  'other',
] as const
export type Group = (typeof groups)[number]

export function groupOf(path: string): Group {
  const noun = path.split('/')[2]?.split('.')[0] ?? ''
  if (noun === 'access') return 'journal'
  return groups.find((group) => group === noun) ?? 'other'
}
