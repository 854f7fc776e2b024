import type { components } from './schema'

export type ProblemBody = components['schemas']['Problem']

/** An answer of the server that is not a success, or no answer at all (status 0). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  /** JSON pointer of the field that is wrong, as `/what`. */
  readonly field: string | undefined
  /** With 412: the state the server has now. */
  readonly current: Readonly<Record<string, unknown>> | undefined

  constructor(body: Partial<ProblemBody> & { status: number }) {
    super(body.detail ?? body.title ?? `HTTP ${body.status}`)
    this.name = 'Problem'
    this.status = body.status
    this.code = body.code ?? ''
    this.field = body.field
    this.current = body.current
  }

  /** Nobody answered: the text stays here and may be sent again with the same key. */
  get isUnreachable(): boolean {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504
  }

  /** Someone else changed it since it was read. */
  get isStale(): boolean {
    return this.status === 412
  }
}

/** Reads whatever was thrown as a Problem, so that screens know one kind only. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown
  if (isBody(thrown)) return new Problem(thrown)
  return new Problem({ status: 0, code: 'network', detail: '' })
}

function isBody(thrown: unknown): thrown is ProblemBody {
  return typeof thrown === 'object' && thrown !== null && 'status' in thrown && 'detail' in thrown
}
