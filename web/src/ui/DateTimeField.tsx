import { useId, useRef, useState } from 'react'
import { useSpeech } from '@/i18n'
import { clock, day } from '@/i18n/dates'
import css from './DateTimeField.module.css'
import {
  type DateParts,
  noParts,
  type PartError,
  partsOf,
  type ReadTime,
  readParts,
} from './datetime'
import { FieldError, type Labelled } from './Field'

export type TimeValue = ReadTime & { isApproximate: boolean }

type Props = Pick<Labelled, 'label' | 'hint' | 'error' | 'isRequired'> & {
  id?: string
  /** Read once, when the field appears. Nothing is ever preset for a time somebody reports. */
  initial?: TimeValue | undefined
  /** Called on blur: a time, null when blank, undefined while it cannot be read. */
  onRead: (value: TimeValue | null | undefined) => void
  /** Later times are refused with a sentence; for things that have happened: now. */
  latest?: Date
  /** Hides 時 and 分. */
  isDayOnly?: boolean
  /** Hides 頃. */
  hasNoApproximate?: boolean
}

const widths: Record<keyof DateParts, string> = {
  year: '5.5rem',
  month: '3.5rem',
  day: '3.5rem',
  hour: '3.5rem',
  minute: '3.5rem',
}

/**
 * 年・月・日・時・分 as separate text inputs, uncontrolled and read on blur, so that full-width
 * digits and IMEs never fight with it. The reading is echoed in the era calendar. 年 takes
 * 2026, 令和8 and R8 alike.
 */
export function DateTimeField(props: Props) {
  const { label, hint, error, isRequired, initial, onRead, latest, isDayOnly, hasNoApproximate } =
    props
  const { t, language } = useSpeech()
  const made = useId()
  const id = props.id ?? made
  const box = useRef<HTMLDivElement>(null)
  const [read, setRead] = useState<TimeValue | undefined>(initial)
  const [wrong, setWrong] = useState<PartError>()
  const start = initial === undefined ? noParts : partsOf(initial)

  const readAll = () => {
    const parts = { ...noParts }
    for (const input of box.current?.querySelectorAll('input[data-part]') ?? []) {
      if (input instanceof HTMLInputElement)
        parts[input.dataset.part as keyof DateParts] = input.value
    }
    const about = box.current?.querySelector<HTMLInputElement>('input[type=checkbox]')
    const reading = readParts(parts, latest)
    setWrong(reading.kind === 'wrong' ? reading.error : undefined)
    if (reading.kind !== 'read') {
      setRead(undefined)
      return onRead(reading.kind === 'blank' ? null : undefined)
    }
    const value = { ...reading.value, isApproximate: about?.checked ?? false }
    setRead(value)
    onRead(value)
  }

  const parts: (keyof DateParts)[] = isDayOnly
    ? ['year', 'month', 'day']
    : ['year', 'month', 'day', 'hour', 'minute']
  const sentence = error ?? (wrong && t(`ui.date.${wrong.why}`))
  const names = {
    year: t('ui.date.yearName'),
    month: t('ui.date.monthName'),
    day: t('ui.date.dayName'),
    hour: t('ui.date.hourName'),
    minute: t('ui.date.minuteName'),
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid row.
    <div role="group" aria-labelledby={`${id}-label`} className={css.frame} ref={box}>
      <span id={`${id}-label`} className={css.label}>
        {label}
        {isRequired && <span className={css.required}>{t('ui.required')}</span>}
      </span>
      {hint !== undefined && <span className={css.hint}>{hint}</span>}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears its inputs lose the focus. */}
      <div
        className={css.parts}
        onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && readAll()}
      >
        {parts.map((part) => (
          <label key={part} className={css.part}>
            <input
              id={part === 'year' ? id : undefined}
              data-part={part}
              type="text"
              inputMode={part === 'year' ? 'text' : 'numeric'}
              autoComplete="off"
              maxLength={part === 'year' ? 6 : 3}
              defaultValue={start[part]}
              style={{ width: widths[part] }}
              aria-invalid={wrong?.part === part || undefined}
              aria-describedby={sentence !== undefined ? `${id}-error` : undefined}
            />
            <span>{names[part]}</span>
          </label>
        ))}
        {!hasNoApproximate && (
          <label className={css.about}>
            <input type="checkbox" defaultChecked={initial?.isApproximate} onChange={readAll} />
            <span>{t('ui.date.about')}</span>
          </label>
        )}
      </div>
      <output className={`${css.echo} num`}>{read !== undefined && echo(read)}</output>
      <FieldError id={id} error={sentence} />
    </div>
  )

  function echo(value: TimeValue): string {
    const time = {
      minute: clock(value.at, language),
      hour: t('ui.date.hourOnly', { time: clock(value.at, language).split(':')[0] ?? '' }),
      day: '',
    }
    const words = `${day(value.at, language)} ${time[value.precision]}`.trim()
    return value.isApproximate ? t('ui.date.aboutEcho', { time: words }) : words
  }
}
