import { expect, test } from 'vitest'
import { providerPath } from './provider'

test('the way to the sign-in service says only what was chosen', () => {
  expect(providerPath({})).toBe('/api/v1/session/oidc')
  expect(providerPath({ own: true })).toBe('/api/v1/session/oidc?own_device=1')
  expect(providerPath({ again: true })).toBe('/api/v1/session/oidc?again=1')
})
