import type { Schemas } from '@/api/client'

export type HopDraft = { id: string; from: string; to: string; at: string }

export type NoticeDraft = {
  from: string
  theirNumber: string
  /** RFC 3339; '' is none. */
  replyDueAt: string
  chain: readonly HopDraft[]
}

export const blankNotice: NoticeDraft = { from: '', theirNumber: '', replyDueAt: '', chain: [] }

export const hopsMax = 10

/** The next step begins where the last one ended. */
export function withHop(draft: NoticeDraft, id: string): NoticeDraft {
  const from = draft.chain.at(-1)?.to ?? draft.from
  return { ...draft, chain: [...draft.chain, { id, from, to: '', at: '' }] }
}

export function draftOf(notice: Schemas['Notice'] | undefined): NoticeDraft {
  if (notice === undefined) return blankNotice
  return {
    from: notice.from,
    theirNumber: notice.their_number ?? '',
    replyDueAt: notice.reply_due_at ?? '',
    chain: notice.chain.map((hop, place) => ({
      id: String(place),
      from: hop.from,
      to: hop.to,
      at: hop.at ?? '',
    })),
  }
}

export type NoticeGap = 'from' | 'chain'

export function gapsOf(draft: NoticeDraft): NoticeGap[] {
  const gaps: NoticeGap[] = []
  if (draft.from.trim() === '') gaps.push('from')
  if (draft.chain.some((hop) => hop.from.trim() === '' || hop.to.trim() === '')) gaps.push('chain')
  return gaps
}

export function noticeInput(draft: NoticeDraft): Schemas['NoticeInput'] {
  const number = draft.theirNumber.trim()
  return {
    from: draft.from.trim(),
    ...(number !== '' && { their_number: number }),
    ...(draft.replyDueAt !== '' && { reply_due_at: draft.replyDueAt }),
    ...(draft.chain.length > 0 && {
      chain: draft.chain.map((hop) => ({
        from: hop.from.trim(),
        to: hop.to.trim(),
        ...(hop.at !== '' && { at: hop.at }),
      })),
    }),
  }
}
