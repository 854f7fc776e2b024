import { describe, expect, test } from 'vitest'
import {
  answered,
  blankPerson,
  blankSlip,
  isEmpty,
  reportInput,
  toggleSentence,
  withOperation,
} from './intake'

describe('The slip', () => {
  test('is empty until one of the four items has something', () => {
    expect(isEmpty(blankSlip)).toBe(true)
    expect(isEmpty({ ...blankSlip, systems: '端末' })).toBe(true)
    expect(isEmpty({ ...blankSlip, where: '市民課' })).toBe(false)
    const reporter = { ...blankPerson, phone: '03' }
    expect(answered({ ...blankSlip, reporter }).who).toBe(true)
  })

  test('leaves out what was not asked and keeps 不明', () => {
    expect(reportInput({ ...blankSlip, what: ' 暗くなった ' })).toEqual({
      channel: 'phone',
      what: '暗くなった',
    })
    expect(reportInput({ ...blankSlip, continuing: 'unknown' })).toMatchObject({
      continuing: 'unknown',
    })
  })

  test('keeps reporter and finder apart, and says when they are one', () => {
    const reporter = { ...blankPerson, name: '山田', phone: '０３', callBack: true }
    const finder = { ...blankPerson, name: '川口' }
    const apart = reportInput({ ...blankSlip, reporter, finder })
    expect(apart.reporter).toEqual({ name: '山田', phone: '03', call_back: true })
    expect(apart.finder).toEqual({ name: '川口' })
    expect(apart).not.toHaveProperty('reporter_is_finder')
    const same = reportInput({ ...blankSlip, reporter, finder, isSame: true })
    expect(same.reporter_is_finder).toBe(true)
    expect(same).not.toHaveProperty('finder')
  })

  test('holds 何もしていない apart from every act', () => {
    expect(withOperation(['restarted', 'none'])).toEqual(['none'])
    expect(withOperation(['none', 'deleted'])).toEqual(['deleted'])
  })

  test('takes a phrase into what was asked, and out again', () => {
    const once = toggleSentence('', '切らない')
    const twice = toggleSentence(once, '触らない')
    expect(twice).toBe('切らない\n触らない')
    expect(toggleSentence(twice, '切らない')).toBe('触らない')
  })
})
