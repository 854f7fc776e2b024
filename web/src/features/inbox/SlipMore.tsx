import { SlipPair } from '@/app/slip/SlipPage'
import { useT } from '@/i18n/intake'
import { TextArea } from '@/ui/Field'
import { YesNoUnknown } from '@/ui/SegmentedChoice'
import css from './IntakePage.module.css'
import { operations, type Slip, type Talk, toggleSentence, withOperation } from './intake'

type Props = {
  values: Slip
  change: (part: Partial<Slip>) => void
  instructions: Talk['instructions']
}

/** What is asked when there is time: none of it holds up saving. */
export function SlipMore({ values, change, instructions }: Props) {
  const t = useT()
  const lines = values.instructions.split('\n')
  return (
    <>
      <SlipPair>
        <YesNoUnknown
          label={t('intake.continuing')}
          value={values.continuing === '' ? undefined : values.continuing}
          onChange={(continuing) => change({ continuing })}
          isSoft
        />
        <YesNoUnknown
          label={t('intake.personalData')}
          value={values.personalData === '' ? undefined : values.personalData}
          onChange={(personalData) => change({ personalData })}
          isSoft
        />
      </SlipPair>
      <fieldset className={css.toggles}>
        <legend>{t('intake.operations')}</legend>
        {operations.map((value) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={values.operations.includes(value)}
              onChange={(event) =>
                change({
                  operations: event.target.checked
                    ? withOperation([...values.operations, value])
                    : values.operations.filter((one) => one !== value),
                })
              }
            />
            <span>{t(`source.operation.${value}`)}</span>
          </label>
        ))}
      </fieldset>
      <TextArea
        label={t('intake.systems')}
        rows={1}
        maxLength={1000}
        value={values.systems}
        onChange={(event) => change({ systems: event.target.value })}
      />
      <div className={css.asked}>
        <TextArea
          label={t('intake.instructions')}
          hint={t('intake.instructionsHint')}
          rows={2}
          maxLength={1000}
          value={values.instructions}
          onChange={(event) => change({ instructions: event.target.value })}
        />
        <div className={css.phrases}>
          {instructions.map(({ key, text }) => (
            <button
              key={key}
              type="button"
              aria-pressed={lines.includes(text)}
              onClick={() => change({ instructions: toggleSentence(values.instructions, text) })}
            >
              {text}
            </button>
          ))}
        </div>
      </div>
      <TextArea
        label={t('intake.toldOthers')}
        rows={1}
        maxLength={1000}
        value={values.toldOthers}
        onChange={(event) => change({ toldOthers: event.target.value })}
      />
    </>
  )
}
