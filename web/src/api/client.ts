import createClient, { type Middleware } from 'openapi-fetch'
import createQueryClient from 'openapi-react-query'
import { Acts } from './idempotency'
import { Problem } from './problem'
import type { components, paths } from './schema'

export type Schemas = components['schemas']

const acts = new Acts()
const descriptions = new WeakMap<Request, string>()
const etags = new Map<string, string>()
const signedOut = new Set<() => void>()
const heard = new Set<(reachable: boolean) => void>()

/** Called whenever the server says 401 to a person who was signed in. */
export function onSignedOut(call: () => void): () => void {
  signedOut.add(call)
  return () => signedOut.delete(call)
}

/** Called after each request: whether anybody answered. */
export function onHeard(call: (reachable: boolean) => void): () => void {
  heard.add(call)
  return () => heard.delete(call)
}

/** The ETag the resource at this address had when it was last read, for If-Match. */
export function etagOf(address: string): string {
  return etags.get(address) ?? ''
}

async function digest(request: Request): Promise<string> {
  const body = await request.clone().arrayBuffer()
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body))
  const name = request.headers.get('X-File-Name') ?? ''
  return `${request.method} ${request.url} ${name} ${btoa(String.fromCharCode(...hash))}`
}

const habits: Middleware = {
  async onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang)
    if (request.method !== 'POST' || request.headers.get('Idempotency-Key')) return request
    const what = await digest(request)
    request.headers.set('Idempotency-Key', acts.keyFor(what))
    descriptions.set(request, what)
    return request
  },
  async onResponse({ request, response }) {
    for (const call of heard) call(response.status < 502)
    const what = descriptions.get(request)
    if (what !== undefined) acts.answered(what, response.status)
    const address = new URL(request.url).pathname
    const etag = response.headers.get('ETag')
    if (etag !== null && request.method === 'GET') etags.set(address, etag)
    if (response.ok) return response
    // A wrong password is 401 too, but nobody's session ended by it.
    const isPassword = request.method === 'POST' && address.startsWith('/api/v1/session')
    const problem = await read(response)
    // An act that wants the password first is 401 as well; the session goes on.
    const endsSession = !isPassword && problem.code !== 'team.renewal_needed'
    if (response.status === 401 && endsSession) {
      for (const call of signedOut) call()
    }
    throw problem
  },
  onError() {
    for (const call of heard) call(false)
    return new Problem({ status: 0, code: 'network', detail: '' })
  },
}

async function read(response: Response): Promise<Problem> {
  const known = response.headers.get('Content-Type')?.includes('json') ?? false
  const body = known ? await response.json().catch(() => ({})) : {}
  return new Problem({ ...body, status: response.status })
}

/**
 * The typed client. Every failure is thrown as a Problem, so `const { data } = await api.GET(…)`
 * has data. POST gets its Idempotency-Key here; If-Match is given by the caller from `etagOf`.
 */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' })
api.use(habits)

/** The same client as TanStack Query hooks: `query.useQuery('get', '/api/v1/incidents')`. */
export const query = createQueryClient(api)

/** Sends a file as it is and returns how it was kept. The same file sent twice is kept once. */
export async function attach(
  to: 'reports' | 'incidents',
  id: string,
  file: File,
  kind?: Schemas['FileKind'],
  before?: string,
): Promise<Schemas['Attachment']> {
  const what = `attach ${to} ${id} ${file.name} ${file.size} ${file.lastModified} ${kind} ${before}`
  const header = {
    'X-File-Name': encodeURIComponent(file.name),
    'Idempotency-Key': acts.keyFor(what),
  }
  const { data, response } = await api.POST(`/api/v1/${to}/{id}/attachments`, {
    params: {
      path: { id },
      header,
      query: { ...(kind !== undefined && { kind }), ...(before !== undefined && { before }) },
    },
    // The contract calls bytes a string; what travels is the file itself.
    body: file as unknown as string,
    bodySerializer: (body: unknown) => body as File,
    headers: { 'Content-Type': 'application/octet-stream' },
  })
  acts.answered(what, response.status)
  if (data === undefined) throw new Problem({ status: response.status })
  return data
}
