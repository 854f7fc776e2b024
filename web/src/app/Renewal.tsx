import { type ReactNode, useCallback, useState } from 'react'
import { asProblem } from '@/api/problem'
import { later } from '@/ui/later'

export const RenewalSheet = later(() => import('./RenewalSheet'), null)

type Waiting = { again: () => void; giveUp: () => void }

export type Renewal = {
  /**
   * Does the act. When the server asks for the password first, a sheet opens over the page, and
   * the same act is done again afterwards. Closed without a password it throws the problem, so
   * whatever was typed stays where it is.
   */
  guard: <T>(act: () => Promise<T>) => Promise<T>
  /** The sheet; draw it anywhere on the screen that has the act. */
  sheet: ReactNode
}

/** For acts that need the password again: 宣言, 承認, 収束, and whatever gives rights. */
export function useRenewal(): Renewal {
  const [waiting, setWaiting] = useState<Waiting>()
  const guard = useCallback(async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act()
    } catch (thrown) {
      if (asProblem(thrown).code !== 'team.renewal_needed') throw thrown
      await new Promise<void>((again, refuse) =>
        setWaiting({ again, giveUp: () => refuse(thrown) }),
      )
      return await act()
    }
  }, [])
  const end = (how: keyof Waiting) => {
    setWaiting(undefined)
    waiting?.[how]()
  }
  const sheet = waiting !== undefined && (
    <RenewalSheet onRenewed={() => end('again')} onClose={() => end('giveUp')} />
  )
  return { guard, sheet }
}
