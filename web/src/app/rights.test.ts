import { describe, expect, test } from 'vitest'
import { isClosed, landingOf } from './rights'

// As charters/mihon.yaml has it.
const finance = ['ask.answer', 'charter.read', 'event.follow']
const contractor = ['ask.answer']
const engaged = ['engagement.see', 'ask.answer']
const handler = ['report.read', 'report.record', 'incident.read', 'ask.put', 'ask.answer']
const meeting = ['incident.read', 'incident.decide', 'approval.read', 'charter.read']
const auditor = ['journal.read', 'journal.verify', 'team.read', 'registry.read', 'charter.read']
const administrator = ['journal.verify', 'team.read', 'team.manage', 'charter.read']

describe('Who signs in', () => {
  test('and may do nothing but answer begins with what they are asked', () => {
    expect(landingOf(contractor)).toBe('/asks')
    expect(landingOf(finance)).toBe('/asks')
  })

  test('and reads reports begins at the inbox, whatever else they are asked', () => {
    expect(landingOf(handler)).toBe('/inbox')
  })

  test('begins at the first screen that is theirs, and at the help when no screen is', () => {
    expect(landingOf(meeting)).toBe('/incidents')
    expect(landingOf(auditor)).toBe('/journal')
    expect(landingOf(administrator)).toBe('/people')
    expect(landingOf(['event.follow'])).toBe('/help')
  })

  test('from outside begins at what they are engaged for, and is told there when it has ended', () => {
    expect(landingOf(engaged)).toBe('/engagements')
    expect(landingOf([])).toBe('/engagements')
    expect(isClosed('/engagements', [])).toBe(false)
    expect(isClosed('/engagements', finance)).toBe(true)
    expect(isClosed('/asks', [])).toBe(true)
  })

  test('and looks into who looked begins there when nothing else is theirs', () => {
    expect(landingOf(['access.read'])).toBe('/journal/access')
    expect(isClosed('/journal/access', administrator)).toBe(true)
  })

  test('never begins at a screen that is closed to them', () => {
    for (const may of [
      finance,
      contractor,
      engaged,
      handler,
      meeting,
      auditor,
      administrator,
      [],
    ]) {
      expect(isClosed(landingOf(may), may)).toBe(false)
    }
  })
})

describe('A screen', () => {
  test('is closed to whom the policy table does not name', () => {
    for (const path of ['/inbox', '/incidents', '/approvals', '/people', '/registry', '/journal']) {
      expect([path, isClosed(path, finance)]).toEqual([path, true])
    }
    expect(isClosed('/asks', finance)).toBe(false)
    expect(isClosed('/charter', finance)).toBe(false)
    expect(isClosed('/asks', auditor)).toBe(true)
    expect(isClosed('/registry', auditor)).toBe(false)
  })

  test('leaves to the server who may see one incident or one approval', () => {
    expect(isClosed('/incidents/0190b000', finance)).toBe(false)
    expect(isClosed('/approvals/0190b000', finance)).toBe(false)
  })

  test('for everybody is open to everybody', () => {
    for (const path of ['/', '/help', '/account']) expect(isClosed(path, [])).toBe(false)
  })
})
