import { expect, test } from 'vitest'
import { inGroups, qrPath } from './account'

test('a QR code is drawn bar by bar', () => {
  expect(qrPath(['101', '011', '000'])).toBe('M0 0h1v1h-1zM2 0h1v1h-1zM1 1h2v1h-2z')
  expect(qrPath([])).toBe('')
})

test('a key is shown in groups of four', () => {
  expect(inGroups('GEZDGNBVGY3TQOJQ')).toBe('GEZD GNBV GY3T QOJQ')
  expect(inGroups('GEZDG')).toBe('GEZD G')
  expect(inGroups('GEZD')).toBe('GEZD')
})
