import { later } from './later'
import type { DialogProps } from './ModalDialog'

const ModalDialog = later(() => import('./ModalDialog'), null)

/** A ModalDialog whose code no first screen waits for. */
export function Dialog(props: DialogProps) {
  return props.isOpen ? <ModalDialog {...props} /> : null
}
