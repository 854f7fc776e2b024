import type {
  InputHTMLAttributes,
  ReactNode,
  Ref,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react'
import { useId } from 'react'
import { useT } from '@/i18n'
import css from './Field.module.css'
import { Icon } from './Icon'

export type Labelled = {
  label: string
  /** One line under the label that helps before the mistake. */
  hint?: ReactNode
  /** A sentence that says how to put it right; undefined when all is well. */
  error?: string | undefined
  /** Writes ※必須 beside the label. */
  isRequired?: boolean
  /** Hides the label from the eye, not from a screen reader. */
  isLabelHidden?: boolean
}

type FrameProps = Labelled & { id: string; children: ReactNode }

/** Label, hint, control and error sentence in their fixed order. */
export function FieldFrame({
  id,
  label,
  hint,
  error,
  isRequired,
  isLabelHidden,
  children,
}: FrameProps) {
  const t = useT()
  return (
    <div className={css.field}>
      <label htmlFor={id} className={isLabelHidden ? 'hidden-visually' : css.label}>
        {label}
        {isRequired && <span className={css.required}>{t('ui.required')}</span>}
      </label>
      {hint !== undefined && (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  )
}

/** The error sentence of a control, tied to it by `describedBy`. */
export function FieldError({ id, error }: { id: string; error?: string | undefined }) {
  if (error === undefined) return null
  return (
    <p id={`${id}-error`} className={css.error}>
      <Icon name="error" />
      <span>{error}</span>
    </p>
  )
}

/** The attributes that tie hint and error to a control. */
export function describedBy(id: string, { hint, error }: Pick<Labelled, 'hint' | 'error'>) {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(
    Boolean,
  )
  return {
    ...(ids.length > 0 && { 'aria-describedby': ids.join(' ') }),
    ...(error !== undefined && { 'aria-invalid': true as const }),
  }
}

type InputProps = Labelled &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'className' | 'style'> & {
    ref?: Ref<HTMLInputElement>
  }

/**
 * One line of text: a native input, so that every IME, voice input and password manager works.
 * Full-width signs are never refused; normalise when you read the value.
 */
export function Field({ label, hint, error, isRequired, isLabelHidden, id, ...input }: InputProps) {
  const made = useId()
  const own = id ?? made
  return (
    <FieldFrame id={own} {...frame({ label, hint, error, isRequired, isLabelHidden })}>
      <input
        type="text"
        {...input}
        id={own}
        className={css.input}
        aria-required={isRequired}
        {...describedBy(own, { hint, error })}
      />
    </FieldFrame>
  )
}

type AreaProps = Labelled &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'className' | 'style'> & {
    ref?: Ref<HTMLTextAreaElement>
  }

/** Several lines; grows with what is written. */
export function TextArea({
  label,
  hint,
  error,
  isRequired,
  isLabelHidden,
  id,
  ...area
}: AreaProps) {
  const made = useId()
  const own = id ?? made
  return (
    <FieldFrame id={own} {...frame({ label, hint, error, isRequired, isLabelHidden })}>
      <textarea
        rows={3}
        {...area}
        id={own}
        className={css.area}
        aria-required={isRequired}
        {...describedBy(own, { hint, error })}
      />
    </FieldFrame>
  )
}

type SelectProps = Labelled &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'className' | 'style' | 'children'> & {
    ref?: Ref<HTMLSelectElement>
    options: readonly { value: string; label: string }[]
  }

/** A choice among many; for two to six options take RadioCards or SegmentedChoice. */
export function Select({
  label,
  hint,
  error,
  isRequired,
  isLabelHidden,
  id,
  options,
  ...select
}: SelectProps) {
  const made = useId()
  const own = id ?? made
  return (
    <FieldFrame id={own} {...frame({ label, hint, error, isRequired, isLabelHidden })}>
      <select {...select} id={own} className={css.input} {...describedBy(own, { hint, error })}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

type Loose = { label: string } & {
  [K in Exclude<keyof Labelled, 'label'>]?: Labelled[K] | undefined
}

function frame(props: Loose): Labelled {
  const given = Object.entries(props).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given) as Labelled
}
