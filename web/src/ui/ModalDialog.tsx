import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import css from './Dialog.module.css'

export type DialogProps = {
  title: ReactNode
  isOpen: boolean
  /** Called by Esc. Left out or `isFixed`: there is no way past it. */
  onClose?: () => void
  isFixed?: boolean
  /** `alertdialog` for a question that must be answered. */
  role?: 'dialog' | 'alertdialog'
  size?: 'normal' | 'wide'
  /** Buttons, the act last. */
  actions?: ReactNode
  children?: ReactNode
}

/**
 * For one sentence and its answer, never for a form with text of more than a line. A press
 * beside it does nothing: whatever was typed stays.
 */
export default function ModalDialog(props: DialogProps) {
  const { title, isOpen, onClose, isFixed = false, role = 'dialog', size = 'normal' } = props
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose?.()}
      isKeyboardDismissDisabled={isFixed}
      className={css.overlay}
    >
      <Modal className={`${css.modal} ${css[size]}`}>
        <AriaDialog role={role} className={css.dialog}>
          <Heading slot="title" level={2} className={css.title}>
            {title}
          </Heading>
          {props.children}
          {props.actions !== undefined && <div className={css.actions}>{props.actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
