import { describe, expect, test } from 'vitest'
import { circleInput, draftOf, isOpen, isSameCircle, knows, openCircle } from './circle'

const person = (id: string) => ({ id, name: id })
const circle = {
  restricted: true,
  named: [person('a'), person('b')],
  excluded: [person('c')],
  reason: '前の理由',
  successors: [],
}

describe('A circle', () => {
  test('begins as it stands, with a reason of its own', () => {
    expect(draftOf(circle)).toEqual({
      restricted: true,
      named: ['a', 'b'],
      excluded: ['c'],
      reason: '',
    })
    expect(draftOf(undefined)).toEqual(openCircle)
  })

  test('that is lifted sends nobody by name, but still whom it is hidden from', () => {
    const lifted = { ...draftOf(circle), restricted: false, reason: ' 調べ終えた ' }
    expect(circleInput(lifted)).toEqual({
      restricted: false,
      named: [],
      excluded: ['c'],
      reason: '調べ終えた',
    })
    expect(isOpen(lifted)).toBe(false)
    expect(isOpen({ ...lifted, excluded: [] })).toBe(true)
  })

  test('is the same whatever the order, and another one when somebody is shut out', () => {
    const turned = { ...circle, named: [person('b'), person('a')], reason: 'ほかの理由' }
    expect(isSameCircle(circle, turned)).toBe(true)
    expect(isSameCircle(circle, { ...circle, excluded: [] })).toBe(false)
    expect(isSameCircle(undefined, circle)).toBe(false)
  })

  test('is known to those inside, and to everybody where there is none', () => {
    const inside = { ...circle, named: [person('a')], excluded: [] }
    expect(knows(inside, 'a')).toBe(true)
    expect(knows(inside, 'b')).toBe(false)
    expect(knows({ ...inside, restricted: false, excluded: [person('b')] }, 'b')).toBe(false)
    expect(knows({ ...inside, restricted: false }, 'c')).toBe(true)
    expect(knows(undefined, 'b')).toBe(true)
  })
})
