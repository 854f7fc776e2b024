import { type ReactNode, useId } from 'react'
import { useT } from '@/i18n'
import css from './Choice.module.css'

type Props<V extends string> = {
  label: ReactNode
  options: readonly { value: V; label: string }[]
  value: V | undefined
  onChange: (value: V) => void
  isLabelHidden?: boolean
  /** Puts the label beside the choice, as in the judgement column; below it when narrow. */
  isInline?: boolean
  /** A tint instead of the full colour, where a filled button is near: the composer. */
  isSoft?: boolean
}

/** Two to four short words side by side. Native radios: arrows move, Tab leaves. */
export function SegmentedChoice<V extends string>(props: Props<V>) {
  const { label, options, value, onChange, isLabelHidden, isInline, isSoft } = props
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-labelledby={`${name}-label`}
      className={isInline ? css.segmentedInline : css.segmented}
    >
      <span id={`${name}-label`} className={isLabelHidden ? 'hidden-visually' : css.segmentedLabel}>
        {label}
      </span>
      <span className={isSoft ? css.segmentsSoft : css.segments}>
        {options.map((option) => (
          <label key={option.value} className={css.segment}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </span>
    </div>
  )
}

export type Answer = 'yes' | 'no' | 'unknown'

/** はい／いいえ／不明: 不明 is an answer of its own, never the same as no answer. */
export function YesNoUnknown(props: Omit<Props<Answer>, 'options'>) {
  const t = useT()
  const options = [
    { value: 'yes' as const, label: t('ui.yes') },
    { value: 'no' as const, label: t('ui.no') },
    { value: 'unknown' as const, label: t('ui.unknown') },
  ]
  return <SegmentedChoice isInline {...props} options={options} />
}
