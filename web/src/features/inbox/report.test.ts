import { describe, expect, test } from 'vitest'
import {
  additionInput,
  blankAddition,
  fileSize,
  firstWords,
  isReachable,
  itemsToAsk,
  splitInput,
  waysTo,
} from './report'

describe('The title of a report', () => {
  test('is the first sentence of 何が, without its full stop', () => {
    expect(firstWords('画面が暗くなった。そのあと戻った。')).toBe('画面が暗くなった')
    expect(firstWords('  宛先を間違えた\n300件')).toBe('宛先を間違えた')
    expect(firstWords('')).toBe('')
  })

  test('is cut where it gets too long for a list', () => {
    const cut = firstWords('あ'.repeat(200))
    expect([...cut]).toHaveLength(60)
    expect(cut.endsWith('…')).toBe(true)
  })
})

describe('A person outside', () => {
  test('can be reached by phone, extension or mail, and by nothing blank', () => {
    expect(isReachable({ name: '山田' })).toBe(false)
    expect(isReachable({ name: '山田', phone: ' ' })).toBe(false)
    expect(isReachable({ extension: '2431' })).toBe(true)
    expect(isReachable(undefined)).toBe(false)
    expect(waysTo({ mail: 'a@example.jp', phone: '03' }).map((way) => way.kind)).toEqual([
      'phone',
      'mail',
    ])
  })
})

describe('What to ask for', () => {
  test('is every blank item, and a contact when there is only a name', () => {
    const report = { missing: ['when' as const], personal_state: 'present' as const }
    expect(itemsToAsk({ ...report, reporter: { name: '山田' } })).toEqual(['when', 'who'])
    expect(itemsToAsk({ ...report, finder: { phone: '03' } })).toEqual(['when'])
    expect(itemsToAsk({ ...report, missing: ['who'] })).toEqual(['who'])
  })

  test('is no contact once the person was erased', () => {
    expect(itemsToAsk({ missing: [], personal_state: 'erased' })).toEqual([])
  })
})

describe('An addition', () => {
  test('sends only what was written', () => {
    expect(additionInput(blankAddition, {})).toEqual({})
    expect(additionInput({ ...blankAddition, note: ' 電話した ' }, {})).toEqual({
      note: '電話した',
    })
  })

  test('adds to the reporter who is known and takes full-width digits', () => {
    const draft = { ...blankAddition, phone: '０１７５－２２' }
    expect(additionInput(draft, { reporter: { name: '山田' } })).toEqual({
      reporter: { name: '山田', phone: '0175-22' },
    })
  })
})

test('Sizes are short', () => {
  expect([80, 312_400, 1_250_000].map(fileSize)).toEqual(['80 B', '312 kB', '1.3 MB'])
})

describe('The second matter of a report', () => {
  test('goes out with what was written of it and nothing else', () => {
    expect(splitInput({ what: ' 紙づまり ', where: '', when: ' ' })).toEqual({ what: '紙づまり' })
    expect(splitInput({ what: '紙づまり', where: ' 2階', when: 'きのう' })).toEqual({
      what: '紙づまり',
      where: '2階',
      when: 'きのう',
    })
  })
})
