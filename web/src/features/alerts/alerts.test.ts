import { describe, expect, it } from 'vitest'
import { placeOf } from './alerts'

describe('where an alert is from', () => {
  it('is the machine, or that there are many', () => {
    expect(placeOf({ scope: 'host', host: 'SZK-114' })).toBe('SZK-114')
    expect(placeOf({ scope: 'host' })).toBe('')
    // The first machine's name would say that it is about that one.
    expect(placeOf({ scope: 'rule', host: 'SZK-114' })).toBe('manyHosts')
    expect(placeOf({ scope: 'source', host: 'SZK-114' })).toBe('manyRules')
  })
})
