import { type InputHTMLAttributes, type ReactNode, useId } from 'react'
import css from './Choice.module.css'

type Props = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'className' | 'style'> & {
  label: ReactNode
  hint?: ReactNode
}

/** One yes/no that may be left alone. For a question with 不明 take SegmentedChoice. */
export function Checkbox({ label, hint, id, ...input }: Props) {
  const made = useId()
  const own = id ?? made
  return (
    <div className={css.check}>
      <input
        {...input}
        type="checkbox"
        id={own}
        {...(hint !== undefined && { 'aria-describedby': `${own}-hint` })}
      />
      <label htmlFor={own}>{label}</label>
      {hint !== undefined && (
        <p id={`${own}-hint`} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  )
}
