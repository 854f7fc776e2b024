import { useT } from '@/i18n/misdelivery'
import { Field } from '@/ui/Field'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import css from './MisdeliveryPage.module.css'
import { type CountDraft, sureness, surenessOf, withSureness, withText } from './misdelivery'

type Props = {
  id: string
  label: string
  hint: string
  value: CountDraft
  onChange: (value: CountDraft) => void
  error: string | undefined
}

/** A number and how sure it is: 確定, 概数, 調査中, 不明. */
export function CountField({ id, label, hint, value, onChange, error }: Props) {
  const t = useT()
  return (
    <div className={css.count}>
      <Field
        id={id}
        label={label}
        hint={hint}
        inputMode="numeric"
        maxLength={14}
        autoComplete="off"
        value={value.text}
        onChange={(event) => onChange(withText(value, event.target.value))}
        error={error}
      />
      <SegmentedChoice
        label={t('misdelivery.sureOf', { name: label })}
        isLabelHidden
        isSoft
        options={sureness.map((one) => ({ value: one, label: t(`misdelivery.sureness.${one}`) }))}
        value={surenessOf(value)}
        onChange={(sure) => onChange(withSureness(value, sure))}
      />
    </div>
  )
}
