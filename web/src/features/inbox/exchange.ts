import type { Schemas } from '@/api/client'
import type { Item } from './report'

export type Way = Schemas['Way']
export type Purpose = Schemas['LetterServes']['purpose']

/** What is said by word of mouth, before it is recorded. */
export type SpokenDraft = {
  way: Way
  note: string
  items: readonly Item[]
  /** RFC 3339; '' is not written. */
  dueAt: string
  at: string
}

export function blankSpoken(way: Way, items: readonly Item[]): SpokenDraft {
  return { way, note: '', items, dueAt: '', at: '' }
}

type SpokenWay = Schemas['ReplyInput']['way']

function spoken(way: Way): SpokenWay {
  return way === 'mail' ? 'phone' : way
}

export type SpokenGap = 'note' | 'dueAt'

/** What is still open: a reply says something; a question may be no more than its items. */
export function gapsOf(purpose: Purpose, draft: SpokenDraft, now: Date): SpokenGap[] {
  const gaps: SpokenGap[] = []
  const isBlank = draft.note.trim() === ''
  if (draft.way !== 'mail') {
    if (purpose === 'reply' && isBlank) gaps.push('note')
    if (purpose === 'question' && isBlank && draft.items.length === 0) gaps.push('note')
  }
  if (purpose === 'question' && draft.dueAt !== '' && new Date(draft.dueAt) <= now)
    gaps.push('dueAt')
  return gaps
}

export function replyInput(draft: SpokenDraft): Schemas['ReplyInput'] {
  return {
    way: spoken(draft.way),
    note: draft.note.trim(),
    ...(draft.at !== '' && { at: draft.at }),
  }
}

export function questionInput(draft: SpokenDraft): Schemas['QuestionInput'] {
  return {
    way: spoken(draft.way),
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
    ...(draft.items.length > 0 && { items: [...draft.items] }),
    ...(draft.dueAt !== '' && { due_at: draft.dueAt }),
    ...(draft.at !== '' && { at: draft.at }),
  }
}

/** What the mail is besides. */
export function servesOf(purpose: Purpose, draft: SpokenDraft): Schemas['LetterServes'] {
  if (purpose === 'reply') return { purpose }
  return {
    purpose,
    ...(draft.items.length > 0 && { items: [...draft.items] }),
    ...(draft.dueAt !== '' && { due_at: draft.dueAt }),
  }
}

type Row = { at: string; kind: 'asked' | 'replied'; asked?: Schemas['Question'] } & Pick<
  Schemas['Reply'],
  'way' | 'note' | 'letter' | 'recorded_at' | 'by'
>

/** Questions and replies in the order they were said. */
export function exchangesOf(report: Pick<Schemas['Report'], 'questions' | 'replies'>): Row[] {
  const asked = report.questions.map((one): Row => ({ ...one, kind: 'asked', asked: one }))
  const replied = report.replies.map((one): Row => ({ ...one, kind: 'replied' }))
  return [...asked, ...replied].sort((a, b) => a.at.localeCompare(b.at))
}
