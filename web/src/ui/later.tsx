import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Loading } from './Notice'

/** Has it done when the browser has nothing better to do. */
export function whenIdle(what: () => Promise<unknown>): void {
  const idle = globalThis.requestIdleCallback ?? setTimeout
  idle(() => void what().catch(() => undefined))
}

/**
 * A part of a screen that its first drawing does not wait for. It is fetched when that is done, so
 * that it is there when the server is not.
 */
export function later<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  meanwhile: ReactNode = <Loading />,
) {
  const Part = lazy(load)
  whenIdle(load)
  return (props: Props) => (
    <Suspense fallback={meanwhile}>
      <Part {...props} />
    </Suspense>
  )
}
