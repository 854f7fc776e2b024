import { describe, expect, test } from 'vitest'
import {
  answersOf,
  blankTriage,
  categoriesInput,
  changeChosen,
  isRowChosen,
  kindRows,
  type TriageDraft,
  toggleRow,
} from './triage'

const categories = [
  {
    code: 'B',
    name: '外部からのサイバー攻撃',
    definition: '',
    subtypes: [{ code: 'defacement', name: '改ざん', in_charter: true }],
  },
  {
    code: 'C',
    name: '盗難・紛失',
    definition: '',
    subtypes: [
      { code: 'loss', name: '紛失', in_charter: true },
      { code: 'misdelivery', name: '誤送付・誤送信', in_charter: false },
    ],
  },
]
const rows = kindRows(categories)
const row = (value: string) => {
  const found = rows.find((one) => one.value === value)
  if (found === undefined) throw new Error(value)
  return found
}
const press = (draft: TriageDraft, value: string): TriageDraft => ({
  ...draft,
  ...toggleRow(row(value), rows, draft),
})
const chosen = (draft: TriageDraft) =>
  rows.filter((one) => isRowChosen(one, rows, draft)).map((one) => one.value)

describe('The kinds', () => {
  test('are the categories of the charter and the most frequent case beside them', () => {
    expect(rows.map((one) => one.value)).toEqual(['B', 'C', 'C/misdelivery'])
    expect(row('C/misdelivery').inCharter).toBe(false)
  })

  test('can be several, and 主 moves on when its kind is taken back', () => {
    const both = press(press(blankTriage, 'B'), 'C')
    expect(both.main).toBe('B')
    expect(chosen(both)).toEqual(['B', 'C'])
    const one = press(both, 'B')
    expect(chosen(one)).toEqual(['C'])
    expect(one.main).toBe('C')
    expect(press(one, 'C').main).toBe('')
  })

  test('of one category replace each other and keep 疑い', () => {
    let draft = press(blankTriage, 'C')
    draft = { ...draft, ...changeChosen('C', { suspected: true }, draft) }
    draft = press(draft, 'C/misdelivery')
    expect(chosen(draft)).toEqual(['C/misdelivery'])
    expect(draft.chosen).toEqual([{ code: 'C', subtype: 'misdelivery', suspected: true }])
    expect(chosen(press(draft, 'C'))).toEqual(['C'])
    expect(chosen({ ...draft, ...changeChosen('C', { subtype: 'loss' }, draft) })).toEqual(['C'])
    expect(categoriesInput(draft)).toEqual([
      { code: 'C', subtype: 'misdelivery', main: true, suspected: true },
    ])
  })
})

describe('The three questions', () => {
  test('take 不明 as an answer, but not silence', () => {
    const two = { ...blankTriage, residents: 'yes', stopped: 'no' } as const
    expect(answersOf(two)).toBeUndefined()
    const three = { residents: 'yes', stopped: 'no', spreading: 'unknown' } as const
    expect(answersOf({ ...blankTriage, ...three })).toEqual(three)
  })
})
