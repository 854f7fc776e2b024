import { useEffect, useRef } from 'react'
import { useT } from '@/i18n'
import css from './ErrorSummary.module.css'

export type FieldProblem = {
  /** The id of the control, so that the link leads to it. */
  id: string
  text: string
}

/**
 * What has to be put right, above the form, with links to the fields. It takes the focus when
 * it appears and puts 「エラー：」 before the page's title while it is there.
 */
export function ErrorSummary({ errors }: { errors: readonly FieldProblem[] }) {
  const t = useT()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length === 0) return
    box.current?.focus()
    const title = document.title
    document.title = t('ui.errorTitle', { title })
    return () => {
      document.title = title
    }
  }, [errors, t])
  if (errors.length === 0) return null
  return (
    <div ref={box} className={css.summary} role="alert" tabIndex={-1}>
      <p>{t('ui.errorCount', { n: errors.length })}</p>
      <ul>
        {errors.map((error) => (
          <li key={`${error.id} ${error.text}`}>
            <a
              href={`#${error.id}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(error.id)?.focus()
              }}
            >
              {error.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
