import { expect, test } from 'vitest'
import {
  accountFor,
  addressesIn,
  answerSubject,
  answerTo,
  blankLetter,
  inFull,
  inputOf,
  type Letter,
} from './letters'

const letter: Letter = {
  id: 'l',
  direction: 'in',
  state: 'read',
  account: 'LGWAN',
  at: '2026-11-27T03:00:00Z',
  subject: '不審なメール',
  text: '',
  from: { name: '佐藤', address: 'sato@town.example' },
  to: [],
  files: [],
}
const about = { kind: 'report', id: 'r', number: 'R8-U-0231' } as const

test('an answer says Re: once and carries the number once', () => {
  expect(answerSubject('不審なメール', 'R8-U-0231')).toBe('Re: [R8-U-0231] 不審なメール')
  expect(answerSubject('RE：[R8-U-0231] 不審なメール', 'R8-U-0231')).toBe(
    'RE：[R8-U-0231] 不審なメール',
  )
})

test('an answer goes where the sender wants answers, and out by the account it came in', () => {
  expect(answerTo({ ...letter, reply_to: { address: 'desk@town.example' } })).toBe(
    'desk@town.example',
  )
  const blank = blankLetter(about, '', letter)
  expect(blank).toMatchObject({ to: 'sato@town.example', account: 'LGWAN', answers: 'l' })
  const accounts = [
    { name: '窓口', network: 'internet', address: 'a@b.example' },
    { name: 'LGWAN', network: 'lgwan', address: 'a@b.lg.example' },
  ] as const
  expect(accountFor(accounts, 'LGWAN')).toBe('LGWAN')
  expect(accountFor(accounts, 'gone')).toBe('窓口')
  expect(accountFor([], 'gone')).toBe('')
})

test('addresses are written as people write them', () => {
  expect(addressesIn(' ａ＠ｂ．ｅｘａｍｐｌｅ、c@d.example,\n e@f.example ')).toEqual([
    'a@b.example',
    'c@d.example',
    'e@f.example',
  ])
})

test('a name never hides its address', () => {
  expect(inFull({ name: '市長', address: 'x@evil.example' })).toBe('市長 <x@evil.example>')
  expect(inFull({ address: 'x@evil.example' })).toBe('x@evil.example')
})

test('what is sent is what stands there', () => {
  const values = { ...blankLetter(about, 'a@b.example'), text: ' 本文\n' }
  expect(inputOf(values, '窓口')).toEqual({
    account: '窓口',
    to: ['a@b.example'],
    subject: '[R8-U-0231]',
    text: ' 本文\n',
  })
})
