import { describe, expect, test } from 'vitest'
import { defanged } from './defanged'

describe('Addresses strangers wrote', () => {
  test('cannot be opened by mistake', () => {
    expect(defanged('https://evil.example/a.html?b=c を開いた')).toBe(
      'hxxps://evil[.]example/a.html?b=c を開いた',
    )
    expect(defanged('HTTP://198.51.100.7:8080/')).toBe('HxxP://198[.]51[.]100[.]7:8080/')
    expect(defanged('（http://a.example）と ftp://b.example/x、www.c.example')).toBe(
      '（hxxp://a[.]example）と fxp://b[.]example/x、www[.]c[.]example',
    )
  })

  test('are all there is that changes', () => {
    const plain = 'Node.js の 請求書.pdf、担当 a@b.example、20時.'
    expect(defanged(plain)).toBe(plain)
    expect(defanged(defanged('https://evil.example/'))).toBe('hxxps://evil[.]example/')
    expect(defanged('http://'.repeat(20_000)).length).toBeGreaterThan(100_000)
  })
})
