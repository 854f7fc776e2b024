import { type ReactNode, useId } from 'react'
import css from './Choice.module.css'
import { FieldError } from './Field'
import { Kbd } from './Kbd'

export type Option<V extends string> = {
  value: V
  label: ReactNode
  hint?: ReactNode
  /** The shortcut the screen registered for this option. */
  keys?: string
  isDisabled?: boolean
}

type Props<V extends string> = {
  legend: ReactNode
  options: readonly Option<V>[]
  value: V | undefined
  onChange: (value: V) => void
  error?: string | undefined
  isLegendHidden?: boolean
}

/** One of a few, each a whole row to press: 発生判断, 種別. Native radios inside. */
export function RadioCards<V extends string>(props: Props<V>) {
  const { legend, options, value, onChange, error, isLegendHidden } = props
  const name = useId()
  return (
    <fieldset
      aria-invalid={error !== undefined || undefined}
      aria-describedby={error !== undefined ? `${name}-error` : undefined}
    >
      <legend className={isLegendHidden ? 'hidden-visually' : css.legend}>{legend}</legend>
      <div className={css.cards}>
        {options.map((option) => (
          <label key={option.value} className={css.card}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.isDisabled}
              onChange={() => onChange(option.value)}
            />
            <span className={css.cardText}>
              {option.label}
              {option.hint !== undefined && <span className={css.cardHint}>{option.hint}</span>}
            </span>
            {option.keys !== undefined && <Kbd keys={option.keys} />}
          </label>
        ))}
      </div>
      <FieldError id={name} error={error} />
    </fieldset>
  )
}

type CheckProps<V extends string> = Omit<Props<V>, 'value' | 'onChange'> & {
  value: readonly V[]
  onChange: (value: V[]) => void
}

/** Several of a few, in the same rows: the categories of 別表第２. */
export function CheckCards<V extends string>(props: CheckProps<V>) {
  const { legend, options, value, onChange, error, isLegendHidden } = props
  const name = useId()
  const toggle = (one: V) =>
    onChange(value.includes(one) ? value.filter((v) => v !== one) : [...value, one])
  return (
    <fieldset aria-describedby={error !== undefined ? `${name}-error` : undefined}>
      <legend className={isLegendHidden ? 'hidden-visually' : css.legend}>{legend}</legend>
      <div className={css.cards}>
        {options.map((option) => (
          <label key={option.value} className={css.card}>
            <input
              type="checkbox"
              value={option.value}
              checked={value.includes(option.value)}
              disabled={option.isDisabled}
              onChange={() => toggle(option.value)}
            />
            <span className={css.cardText}>
              {option.label}
              {option.hint !== undefined && <span className={css.cardHint}>{option.hint}</span>}
            </span>
            {option.keys !== undefined && <Kbd keys={option.keys} />}
          </label>
        ))}
      </div>
      <FieldError id={name} error={error} />
    </fieldset>
  )
}
