import type { Schemas } from '@/api/client'

export type Advisories = Schemas['Advisories']
export type Assessment = Schemas['Assessment']
export type Advisory = Schemas['Advisory']
export type Match = Schemas['AdvisoryMatch']
export type Feed = Schemas['AdvisoryFeed']
export type Answer = Schemas['AdvisoryAnswer']['answer']

export const answers = ['affected', 'none', 'checking'] as const
export const severities = ['critical', 'high', 'medium', 'low'] as const

/** A feed that fails is said on top; one that never answered as well. */
export function deadFeeds(feeds: readonly Feed[]): Feed[] {
  return feeds.filter((feed) => feed.named && feed.failed_since !== undefined)
}

/** Systems to be ticked at first: those it meets. */
export function metSystems(one: Assessment): string[] {
  return [...new Set(one.matches.map((match) => match.system.id))]
}

/** CVEs as people paste them, parted by anything. */
export function cvesIn(text: string): string[] {
  return text
    .normalize('NFKC')
    .split(/[\s,、;]+/)
    .map((one) => one.trim().toUpperCase())
    .filter((one) => one !== '')
}

/** 「見本ソフト みほんゲート」 */
export function productLine(product: { vendor?: string; name: string; cpe?: string }): string {
  const words = [product.vendor, product.name].filter((one) => one !== undefined && one !== '')
  return words.length === 0 ? (product.cpe ?? '') : words.join(' ')
}

export type AnswerGap = 'answer' | 'systems' | 'note'

/** What is still missing before it can be sent. */
export function gapsOf(
  answer: Answer | undefined,
  systems: readonly string[],
  note: string,
): AnswerGap[] {
  if (answer === undefined) return ['answer']
  if (answer === 'affected' && systems.length === 0) return ['systems']
  if (answer === 'none' && note.trim() === '') return ['note']
  return []
}
