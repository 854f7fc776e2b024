import { type ReactNode, useId } from 'react'
import css from './Card.module.css'

type Props = {
  /** With a title it is a labelled section with a heading of its own. */
  title?: ReactNode
  /** A link or small button at the end of the title line. */
  action?: ReactNode
  tone?: 'plain' | 'key'
  level?: 2 | 3
  children: ReactNode
}

/** A white surface with one subject: side panels, sections of a page. */
export function Card({ title, action, tone = 'plain', level = 2, children }: Props) {
  const id = useId()
  const className = `${css.card} ${css[tone]}`
  if (title === undefined) return <div className={className}>{children}</div>
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={className} aria-labelledby={id}>
      <div className={css.head}>
        <Heading id={id}>{title}</Heading>
        {action !== undefined && <div className={css.action}>{action}</div>}
      </div>
      {children}
    </section>
  )
}

/** Pairs of name and value, as in 概要. */
export function Facts({ rows }: { rows: readonly { name: ReactNode; value: ReactNode }[] }) {
  return (
    <dl className={css.facts}>
      {rows.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of one list keep their order.
        <div key={place}>
          <dt>{row.name}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  )
}
