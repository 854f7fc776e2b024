import { lazy, Suspense } from 'react'
import type { DialogProps } from './ModalDialog'

const load = () => import('./ModalDialog')
const ModalDialog = lazy(load)

// Fetched when the first screen has been drawn, so that it is there when the server is not.
globalThis.requestIdleCallback?.(() => void load())

/** A ModalDialog whose code no first screen waits for. */
export function Dialog(props: DialogProps) {
  if (!props.isOpen) return null
  return (
    <Suspense>
      <ModalDialog {...props} />
    </Suspense>
  )
}
