/**
 * Keyboard shortcuts as text: `n`, `?`, `g i` (one after the other), `ctrl+k`, `ctrl+enter`,
 * `alt+1`. Single letters are verbs of the screen, never of a text field, and may be switched
 * off (WCAG 2.1.4).
 */
export type Stroke = {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  isComposing: boolean
  keyCode: number
}

/** While an IME composes, Enter and letters belong to it. 229 is what old IMEs report. */
export function isComposing(stroke: Pick<Stroke, 'isComposing' | 'keyCode'>): boolean {
  return stroke.isComposing || stroke.keyCode === 229
}

/** The stroke as text, or '' for a bare modifier or a composing IME. */
export function strokeText(stroke: Stroke): string {
  if (isComposing(stroke)) return ''
  if (['Control', 'Shift', 'Alt', 'Meta', 'Process', 'Dead'].includes(stroke.key)) return ''
  const ctrl = stroke.ctrlKey || stroke.metaKey ? 'ctrl+' : ''
  // With Alt a Mac types another sign, so the place of the key counts.
  const place = /^Digit(\d)$/.exec(stroke.code)?.[1]
  const alt = stroke.altKey ? 'alt+' : ''
  const key = alt !== '' && place !== undefined ? place : stroke.key.toLowerCase()
  return `${ctrl}${alt}${key === ' ' ? 'space' : key}`
}

/** Whether the stroke is a single sign that typing would also produce. */
export function isBare(text: string): boolean {
  return !text.startsWith('ctrl+') && !text.startsWith('alt+')
}

const sequenceMs = 1000

/** Joins `g` and `i` typed within a second to `g i`. */
export class Sequence {
  #first = ''
  #at = 0

  /** Every shortcut the new stroke could complete, the longer one first. */
  after(text: string, at: number): string[] {
    const joined =
      this.#first !== '' && at - this.#at < sequenceMs ? [`${this.#first} ${text}`] : []
    this.#first = text
    this.#at = at
    return [...joined, text]
  }

  forget(): void {
    this.#first = ''
  }
}

/** How a shortcut is written for people: ['Ctrl', 'K'], ['G', 'I'], ['?']. */
export function keyCaps(keys: string): string[] {
  const names: Record<string, string> = {
    ctrl: 'Ctrl',
    alt: 'Alt',
    enter: 'Enter',
    esc: 'Esc',
    space: 'Space',
  }
  return keys.split(/[ +]/).map((part) => names[part] ?? part.toUpperCase())
}
