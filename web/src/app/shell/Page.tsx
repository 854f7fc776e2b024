import { type ReactNode, useEffect, useRef } from 'react'
import { useT } from '@/i18n'
import { useSession } from '../session'
import css from './Page.module.css'

type Props = {
  title: string
  /** Above the title: the way back. */
  crumb?: ReactNode
  /** Chips and small facts under the title. */
  meta?: ReactNode
  /** Buttons at the end of the title line. */
  actions?: ReactNode
  /**
   * `fill` takes exactly the window and its parts scroll, as a long list does. `panes` fills too
   * but draws no title block: one of its panes holds a PageHeading, as the inbox does.
   */
  fit?: 'flow' | 'fill' | 'panes'
  children: ReactNode
}

/** Title block and name of a page. The heading takes the focus when the page was opened. */
export function Page({ title, crumb, meta, actions, fit = 'flow', children }: Props) {
  useTitle(title)
  if (fit === 'panes') {
    return (
      <div className={css.panes} data-fit="fill">
        {children}
      </div>
    )
  }
  return (
    <div className={css[fit]} data-fit={fit}>
      {crumb !== undefined && <p className={css.crumb}>{crumb}</p>}
      <div className={css.head}>
        <div className={css.words}>
          <PageHeading>{title}</PageHeading>
          {meta !== undefined && <div className={css.meta}>{meta}</div>}
        </div>
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  )
}

/** The h1 of a page, exactly one; it takes the focus after a change of page. */
export function PageHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const at = document.activeElement
    if (at === document.body || at?.closest('nav') !== null) {
      heading.current?.focus({ preventScroll: true })
    }
  }, [])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}

/** Names the browser tab: 「受付箱 – みほん市CSIRT」, with 【架空】 where it belongs. */
export function useTitle(page: string): void {
  const t = useT()
  const { organisation } = useSession().session
  const team = organisation.fictional
    ? `${t('app.fictional')}${organisation.team_name}`
    : organisation.team_name
  const title = t('app.pageTitle', { page, team })
  useEffect(() => {
    document.title = title
  }, [title])
}
