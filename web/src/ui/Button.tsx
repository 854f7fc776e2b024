import { createLink, type LinkComponent } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components/Button'
import { useT } from '@/i18n'
import css from './Button.module.css'
import { Kbd } from './Kbd'

export type ButtonLook = {
  /** `filled` is the one act the screen is for: at most one per screen. */
  kind?: 'filled' | 'outlined' | 'quiet' | 'text' | 'danger'
  size?: 'normal' | 'small'
  /** The shortcut that does the same, shown on the button. */
  keys?: string
}

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> &
  ButtonLook & { children: ReactNode; ref?: Ref<HTMLButtonElement> }

function look(kind: ButtonLook['kind'] = 'outlined', size: ButtonLook['size'] = 'normal'): string {
  return [css.button, css[kind], size === 'small' ? css.small : ''].join(' ')
}

/**
 * A verb the person does: 「この内容で知らせる」, never 「OK」. `isPending` keeps the focus and
 * refuses a second press while the server has not answered. The words for it are ours: the
 * announcer of react-aria leaves a nameless picture in the page for seconds.
 */
export function Button({ kind, size, keys, isPending, children, ...rest }: ButtonProps) {
  const t = useT()
  const held = isPending === true && {
    'aria-disabled': true as const,
    'data-busy': true,
    onPress: ignore,
    type: 'button' as const,
  }
  return (
    <AriaButton {...rest} className={look(kind, size)} {...shortcut(keys)} {...held}>
      {children}
      {isPending && <span className="hidden-visually">{t('ui.pending')}</span>}
      {keys !== undefined && <Kbd keys={keys} />}
    </AriaButton>
  )
}

function ignore(): void {}

function shortcut(keys: string | undefined) {
  if (keys === undefined || keys.includes(' ')) return {}
  return { 'aria-keyshortcuts': keys.replace('ctrl', 'Control').replace('alt', 'Alt') }
}

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> &
  ButtonLook & { ref?: Ref<HTMLAnchorElement> }

function Anchor({ kind, size, keys, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={look(kind, size)}>
      {children}
      {keys !== undefined && <Kbd keys={keys} />}
    </a>
  )
}

const RoutedAnchor = createLink(Anchor)

/** A typed link of the router that looks like a button: `<ButtonLink to="/inbox/new">`. */
export const ButtonLink: LinkComponent<typeof Anchor> = (props) => <RoutedAnchor {...props} />
