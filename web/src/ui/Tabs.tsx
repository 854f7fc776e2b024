import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { useSideways } from './sideways'
import css from './Tabs.module.css'

export type Tab<V extends string> = { value: V; label: ReactNode; count?: string }

type Props<V extends string> = {
  label: string
  tabs: readonly Tab<V>[]
  value: V
  onChange: (value: V) => void
  children: ReactNode
}

/** Tabs of one page; the chosen one belongs into the address. Arrow keys, Home and End move. */
export function Tabs<V extends string>({ label, tabs, value, onChange, children }: Props<V>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  useSideways(list, '[aria-selected=true]', value)
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = tabs[(to + tabs.length) % tabs.length]
    if (next === undefined) return
    onChange(next.value)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus()
  }
  return (
    <>
      <div ref={list} role="tablist" aria-label={label} className={css.tabs} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            data-tab={tab.value}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            className={css.tab}
            onClick={() => onChange(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && <span className={`${css.count} num`}> {tab.count}</span>}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${value}`}
        className={css.panel}
      >
        {children}
      </div>
    </>
  )
}

/** Round filters above a list: 未判断 4 / 情報待ち 2 / すべて. One is always on. */
export function Pills<V extends string>({
  label,
  tabs,
  value,
  onChange,
}: Omit<Props<V>, 'children'>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: toolbars of toggles are a group, not a form.
    <div role="group" aria-label={label} className={css.pills}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          aria-pressed={tab.value === value}
          className={css.pill}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <span className="num"> {tab.count}</span>}
        </button>
      ))}
    </div>
  )
}
