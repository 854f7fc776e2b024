import { api, query, type Schemas } from '@/api/client'
import type { Tone } from '@/ui/Chip'

export type Approval = Schemas['Approval']
export type Team = Schemas['Team']

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

/** Whether the reader confirms what another said: in their stead. */
export function isInStead(approval: Approval, me: string): boolean {
  return approval.oral !== undefined && approval.oral.by.id !== me
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
 * Who may have said yes on the telephone: whoever held a post of an approving role that day, or
 * stands in for its holder. Who stood in at another time is not known here, so for one that has
 * passed (`isPast`) everybody in the line of deputies is offered; the server knows who did.
 */
export function approversIn(team: Team, approvers: string, day: string, isPast = false) {
  const roles = approvers.split(/、|, /)
  const found = new Map<string, { id: string; name: string; post: string }>()
  const lines = team.succession.filter((line) => isPast && roles.includes(line.role_name))
  const inLine = new Set(lines.flatMap((line) => line.posts.map((one) => one.code)))
  for (const post of team.posts) {
    if (!roles.includes(post.role_name) && !inLine.has(post.code)) continue
    const now = post.tenures.filter(
      (one) => one.from <= day && (one.to === undefined || one.to >= day),
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
