import type { ReactNode } from 'react'
import { useT } from '@/i18n'
import css from './Notice.module.css'

type Props = {
  tone: 'info' | 'warn' | 'danger' | 'ok'
  title?: ReactNode
  /** `alert` is spoken at once, `status` when there is a pause; without it nothing is spoken. */
  role?: 'alert' | 'status'
  children?: ReactNode
}

/** A sentence or two across the page, with a bar of colour and its meaning in words. */
export function Notice({ tone, title, role, children }: Props) {
  return (
    <div className={`${css.notice} ${css[tone]}`} role={role}>
      {title !== undefined && <b>{title}</b>}
      {children !== undefined && <div>{children}</div>}
    </div>
  )
}

/** What a list shows when it is empty: a sentence and, if there is one, the next act. */
export function EmptyState({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <p className={css.emptyTitle}>{title}</p>
      {children}
    </div>
  )
}

/** Grey lines in place of what is still being read. Spoken once, shown after a moment only. */
export function Loading({ label }: { label?: string }) {
  const t = useT()
  return (
    <div className={css.loading} role="status">
      <span className="hidden-visually">{label ?? t('app.loading')}</span>
      <i />
      <i />
      <i />
    </div>
  )
}
