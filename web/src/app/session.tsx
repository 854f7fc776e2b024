import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { api, onSignedOut, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { later } from '@/ui/later'
import { drafts } from './drafts/useDraft'
import { welcomePath } from './invitation'

const SignInPage = later(() => import('./SignInPage'), null)
const WelcomePage = later(() => import('./WelcomePage'), null)
const SignInDialog = later(() => import('./SignInDialog'), null)

export type Session = Schemas['Session']
export type Credentials = Schemas['SignIn']
export type SecondStep = Schemas['SecondStep']

/** What the forms of signing in do. */
export type Door = {
  /** Gives the second step where a second factor is enrolled; otherwise one is signed in. */
  signIn: (credentials: Credentials) => Promise<SecondStep | undefined>
  /** Without a ticket: whoever came back from the sign-in service has it in a cookie. */
  giveCode: (ticket: string | undefined, code: string) => Promise<void>
}

type Standing = {
  session: Session
  signOut: () => Promise<void>
  /** Reads again what this person may and owes: posts change hands, second factors are enrolled. */
  readAgain: () => Promise<void>
  /** Asks the password again before an act that needs it, and the code where one is enrolled. */
  renew: (password: string, code?: string) => Promise<void>
}

const SessionContext = createContext<Standing | null>(null)

/** Who is signed in. Only below SessionProvider, where somebody always is. */
export function useSession(): Standing {
  const standing = useContext(SessionContext)
  if (standing === null) throw new Error('useSession outside SessionProvider')
  return standing
}

/** Whether the policy table lets this person do the action at all. */
export function useMay(action: string): boolean {
  return useSession().session.may.includes(action)
}

/**
 * Shows the sign-in screen to a stranger. When a session ends under somebody's hands, the page
 * stays as it is, with every word in it, and sign-in opens over it.
 */
export function SessionProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const [session, setSession] = useState<Session | null>()
  const [ended, setEnded] = useState(false)
  const [signInName, setSignInName] = useState('')

  const enter = useCallback(
    async (next: Session) => {
      if (session && session.person.id !== next.person.id) return location.reload()
      await drafts.open(next.person.id, next.own_device ?? false).catch(() => undefined)
      setSession(next)
      setEnded(false)
      void queries.invalidateQueries()
    },
    [session, queries],
  )

  useEffect(() => {
    if (session !== undefined) return
    void api
      .GET('/api/v1/session')
      .then(({ data }) => (data ? enter(data) : setSession(null)))
      .catch(() => setSession(null))
  }, [session, enter])

  useEffect(() => onSignedOut(() => setEnded(true)), [])

  const readAgain = useCallback(async () => {
    const { data } = await api.GET('/api/v1/session').catch(() => ({ data: undefined }))
    if (data) setSession((was) => (was?.person.id === data.person.id ? data : was))
  }, [])

  // `renewed` holds for ten minutes at the server; here it ends a little earlier.
  useEffect(() => {
    if (!session?.renewed) return
    const timer = window.setTimeout(() => setSession({ ...session, renewed: false }), 9 * 60_000)
    return () => window.clearTimeout(timer)
  }, [session])

  // A session may have ended while nobody looked: ask when the tab is looked at again.
  useEffect(() => {
    const onSeen = () => {
      if (document.visibilityState === 'visible' && session) void readAgain()
    }
    document.addEventListener('visibilitychange', onSeen)
    return () => document.removeEventListener('visibilitychange', onSeen)
  }, [session, readAgain])

  const door = useMemo<Door>(
    () => ({
      signIn: async (credentials) => {
        const { data } = await api.POST('/api/v1/session', { body: credentials })
        setSignInName(credentials.name)
        if (data === undefined) return undefined
        if ('ticket' in data) return data
        await enter(data)
        return undefined
      },
      giveCode: async (ticket, code) => {
        const body = { code, ...(ticket !== undefined && { ticket }) }
        const { data } = await api.POST('/api/v1/session/second-factor', { body })
        if (data) await enter(data)
      },
    }),
    [enter],
  )

  const signOut = useCallback(async () => {
    await drafts.destroy().catch(() => undefined)
    await api.DELETE('/api/v1/session').catch((thrown) => {
      if (asProblem(thrown).status !== 401) throw thrown
    })
    queries.clear()
    location.assign('/')
  }, [queries])

  const renew = useCallback(async (password: string, code?: string) => {
    const body = { password, ...(code !== undefined && { code }) }
    const { data } = await api.POST('/api/v1/session/renewal', { body })
    if (data) setSession(data)
  }, [])

  const standing = useMemo(
    () => (session ? { session, signOut, readAgain, renew } : null),
    [session, signOut, readAgain, renew],
  )

  if (session === undefined) return null
  if (standing === null) {
    const isWelcome = window.location.pathname === welcomePath
    return isWelcome ? <WelcomePage door={door} /> : <SignInPage door={door} />
  }
  return (
    <SessionContext value={standing}>
      {children}
      {ended && (
        <SignInDialog name={standing.session.person.name} signInName={signInName} door={door} />
      )}
    </SessionContext>
  )
}
