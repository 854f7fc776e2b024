import { describe, expect, test } from 'vitest'
import { CommandRegistry } from './commands'
import { isBare, keyCaps, Sequence, type Stroke, strokeText } from './keys'

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  keyCode: 0,
  ...more,
})

describe('Keys', () => {
  test('are written the way commands name them', () => {
    expect(strokeText(stroke('k', { ctrlKey: true }))).toBe('ctrl+k')
    expect(strokeText(stroke('K', { metaKey: true }))).toBe('ctrl+k')
    expect(strokeText(stroke('Enter', { ctrlKey: true }))).toBe('ctrl+enter')
    expect(strokeText(stroke('?'))).toBe('?')
    expect(strokeText(stroke('N'))).toBe('n')
    expect(strokeText(stroke('¡', { altKey: true, code: 'Digit1' }))).toBe('alt+1')
  })

  test('belong to the IME while it composes', () => {
    expect(strokeText(stroke('Enter', { isComposing: true }))).toBe('')
    expect(strokeText(stroke('n', { keyCode: 229 }))).toBe('')
    expect(strokeText(stroke('Process'))).toBe('')
  })

  test('a modifier alone is no key', () => {
    expect(strokeText(stroke('Control', { ctrlKey: true }))).toBe('')
    expect(strokeText(stroke('Shift'))).toBe('')
  })

  test('a sign is bare when typing would make it too', () => {
    expect(isBare('n')).toBe(true)
    expect(isBare('?')).toBe(true)
    expect(isBare('ctrl+enter')).toBe(false)
    expect(isBare('alt+1')).toBe(false)
  })

  test('g and then i within a second are one shortcut', () => {
    const sequence = new Sequence()
    expect(sequence.after('g', 0)).toEqual(['g'])
    expect(sequence.after('i', 400)).toEqual(['g i', 'i'])
    sequence.forget()
    expect(sequence.after('g', 1000)).toEqual(['g'])
    expect(sequence.after('i', 2500)).toEqual(['i'])
  })

  test('are shown as caps', () => {
    expect(keyCaps('ctrl+enter')).toEqual(['Ctrl', 'Enter'])
    expect(keyCaps('g i')).toEqual(['G', 'I'])
  })
})

describe('The command registry', () => {
  const command = (id: string, keys: string, enabled = true) => ({
    id,
    keys,
    enabled,
    label: 'nav.inbox' as const,
    group: 'screen' as const,
    run: () => undefined,
  })

  test('lets the screen that came last win a key, and gives it back afterwards', () => {
    const registry = new CommandRegistry()
    const page = {}
    registry.add({}, [command('shell', 'n')])
    registry.add(page, [command('page', 'n')])
    expect(registry.byKeys('n')?.id).toBe('page')
    registry.remove(page)
    expect(registry.byKeys('n')?.id).toBe('shell')
  })

  test('passes over what is not allowed now', () => {
    const registry = new CommandRegistry()
    registry.add({}, [command('declare', 'd', false)])
    expect(registry.byKeys('d')).toBeUndefined()
  })
})
