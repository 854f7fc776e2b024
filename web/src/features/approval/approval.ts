import { api, query, type Schemas } from '@/api/client'
import type { Tone } from '@/ui/Chip'

export type Approval = Schemas['Approval']
export type Team = Schemas['Team']

/**
 * The kinds every preset of the charter has. The organisation's own list is not among what the API
 * gives; a kind it does not have is refused there with a sentence. 支援依頼・支援要請 is not among
 * them: it is proposed on its incident, and an approval without one would issue nothing.
 */
export const kinds = [
  'response_policy',
  'filing',
  'release',
  'convergence',
  'resources',
  'other',
] as const

export const tones: Record<Approval['state'], Tone> = {
  asked: 'warn',
  approved: 'ok',
  oral: 'warn',
  contested: 'danger',
  sent_back: 'danger',
  withdrawn: 'gray',
}

export type Act = 'approve' | 'send_back' | 'note_oral' | 'confirm' | 'withdraw'

/** Whether an act is open to the reader, and the sentence that says why not. */
export function mayOf(approval: Approval, action: Act): { allowed: boolean; reason?: string } {
  return approval.may.find((may) => may.action === action) ?? { allowed: false }
}

/** Whether it waits for the reader: to be approved, or to be confirmed. */
export function waitsForMe(approval: Approval): boolean {
  return mayOf(approval, 'approve').allowed || mayOf(approval, 'confirm').allowed
}

export function approvalOptions(id: string) {
  return query.queryOptions('get', '/api/v1/approvals/{id}', { params: { path: { id } } })
}

export type Oral = { by: string; at: string; how: string }

/** One step of a person, as the rules of 決裁 have it. */
export type Step =
  | { kind: 'approve' | 'sendBack' | 'withdraw' | 'agree' | 'contest'; comment: string }
  | { kind: 'oral'; oral: Oral }

/** Sends a step on top of the state the person has read. */
export async function take(approval: Approval, step: Step): Promise<Approval | undefined> {
  const params = {
    path: { id: approval.id },
    header: { 'If-Match': `"${approval.rev}"` },
  }
  if (step.kind === 'oral') {
    return (await api.POST('/api/v1/approvals/{id}/oral', { params, body: step.oral })).data
  }
  const comment = step.comment.trim()
  const body = comment === '' ? {} : { comment }
  switch (step.kind) {
    case 'approve':
      return (await api.POST('/api/v1/approvals/{id}/approve', { params, body })).data
    case 'sendBack':
      return (await api.POST('/api/v1/approvals/{id}/send-back', { params, body })).data
    case 'withdraw':
      return (await api.POST('/api/v1/approvals/{id}/withdrawal', { params, body })).data
    case 'agree':
    case 'contest': {
      const agrees = step.kind === 'agree'
      const answer = { params, body: { agrees, ...body } }
      return (await api.POST('/api/v1/approvals/{id}/confirmation', answer)).data
    }
  }
}

/**
 * Who may have said yes on the telephone: whoever holds a post of an approving role today, or
 * stands in for its holder.
 */
export function approversIn(team: Team, approvers: string, today: string) {
  const roles = approvers.split(/、|, /)
  const found = new Map<string, { id: string; name: string; post: string }>()
  for (const post of team.posts) {
    if (!roles.includes(post.role_name)) continue
    const now = post.tenures.filter(
      (one) => one.from <= today && (one.to === undefined || one.to >= today),
    )
    const people = [
      ...now.map((one) => one.person),
      ...(post.stand_in ? [post.stand_in.person] : []),
    ]
    for (const { id, name } of people) {
      if (id !== null && !found.has(id)) found.set(id, { id, name, post: post.name })
    }
  }
  return [...found.values()]
}
