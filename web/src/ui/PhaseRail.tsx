import { useT } from '@/i18n'
import { Icon } from './Icon'
import css from './PhaseRail.module.css'

export type PhaseStep = {
  key: string
  label: string
  state: 'done' | 'current' | 'ahead'
  /** The gate in a few words: 「作業 7／12」. */
  note: string
  /** What is still missing; shown when the step is pressed. */
  missing?: readonly string[]
}

type Props = {
  steps: readonly PhaseStep[]
  /** Opens what is missing in a step; without it the steps are plain text. */
  onOpen?: (key: string) => void
}

/** The five phases of 要綱 第２条⑴: number or check, name, gate. */
export function PhaseRail({ steps, onOpen }: Props) {
  const t = useT()
  return (
    <ol className={css.rail} aria-label={t('ui.rail')}>
      {steps.map((step, place) => (
        <li
          key={step.key}
          className={css[step.state]}
          {...(step.state === 'current' && { 'aria-current': 'step' as const })}
        >
          <span className={css.mark} aria-hidden="true">
            {step.state === 'done' ? <Icon name="check" size={16} /> : place + 1}
          </span>
          <span className={css.words}>
            {onOpen === undefined ? (
              <b>{step.label}</b>
            ) : (
              <button type="button" className={css.name} onClick={() => onOpen(step.key)}>
                {step.label}
              </button>
            )}
            {step.state === 'done' && <span className="hidden-visually">{t('ui.railDone')}</span>}
            <span className={css.note}>
              {step.note}
              {step.state === 'current' && <span className={css.here}>{t('ui.railHere')}</span>}
            </span>
          </span>
        </li>
      ))}
    </ol>
  )
}
