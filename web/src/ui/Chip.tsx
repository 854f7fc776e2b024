import type { ReactNode } from 'react'
import { useT } from '@/i18n'
import css from './Chip.module.css'

export type Tone = 'key' | 'danger' | 'warn' | 'ok' | 'gray'

/** A state in one word, with a border. The word carries the meaning, the colour repeats it. */
export function Chip({ tone = 'gray', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`${css.chip} ${css[tone]}`}>{children}</span>
}

export type Priority = 'P1' | 'P2' | 'P3' | 'P4'

const shapes: Record<Priority, string> = {
  P1: 'M6 .8 11.6 11H.4Z',
  P2: 'M6 .5 11.5 6 6 11.5.5 6Z',
  P3: 'M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1Z',
  P4: 'M1 5h10v2H1Z',
}

/**
 * 優先順位 重大／高／中／低. Word and shape (triangle, diamond, circle, bar) say it without any
 * colour; in black-and-white print the filled chip becomes a thick frame.
 */
export function PriorityChip({ priority, name }: { priority: Priority; name?: string }) {
  const t = useT()
  const words = {
    P1: t('priority.P1'),
    P2: t('priority.P2'),
    P3: t('priority.P3'),
    P4: t('priority.P4'),
  }
  return (
    <span className={`${css.chip} ${css[priority]}`}>
      <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
        <path
          d={shapes[priority]}
          fill={priority === 'P3' ? 'none' : 'currentColor'}
          stroke="currentColor"
          strokeWidth={priority === 'P3' ? 1.8 : 0}
        />
      </svg>
      <span className="hidden-visually">{t('priority.label')} </span>
      {name ?? words[priority]}
    </span>
  )
}

/** 【架空】: stands on everything a fictional organisation shows. */
export function FictionalStamp() {
  const t = useT()
  return <span className={css.stamp}>{t('app.fictional')}</span>
}
