import { useMemo } from 'react'
import type { Problem } from '@/api/problem'
import { type Command, useCommands } from '@/app/commands'
import { SlipPair } from '@/app/slip/SlipPage'
import { useT } from '@/i18n/intake'
import { Checkbox } from '@/ui/Checkbox'
import { Field, Select } from '@/ui/Field'
import { Kbd } from '@/ui/Kbd'
import css from './IntakePage.module.css'
import { classes, type PersonDraft, type Slip } from './intake'

type Props = {
  values: Slip
  change: (part: Partial<Slip>) => void
  problem: Problem | undefined
  sentence: string | undefined
}

/** ④ 通報者 and 発見者 apart; Alt+S says that they are the same person. */
export function People({ values, change, problem, sentence }: Props) {
  const t = useT()
  const { isSame } = values
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'intake.same',
        group: 'screen',
        label: t('intake.command.same'),
        keys: 'alt+s',
        run: () => change({ isSame: !isSame }),
      },
    ],
    [isSame, change, t],
  )
  useCommands(commands)
  const fields = (who: 'reporter' | 'finder') => (
    <div className={css.who}>
      {(['name', 'affiliation', 'phone', 'extension', 'mail'] as const).map((part) => (
        <Field
          key={part}
          label={t(`intake.${part}`)}
          value={values[who][part]}
          maxLength={limits[part]}
          inputMode={modes[part]}
          autoComplete="off"
          error={problem?.field === `/${who}/${part}` ? sentence : undefined}
          onChange={(event) => change({ [who]: { ...values[who], [part]: event.target.value } })}
        />
      ))}
    </div>
  )
  const person = (who: 'reporter' | 'finder') => (
    <fieldset className={css.person}>
      <legend>{t(`intake.${who}`)}</legend>
      {who === 'reporter' ? (
        <Checkbox
          label={t('intake.callBack')}
          checked={values.reporter.callBack}
          onChange={(event) =>
            change({ reporter: { ...values.reporter, callBack: event.target.checked } })
          }
        />
      ) : (
        <div className={css.same}>
          <Checkbox
            label={t('intake.same')}
            checked={isSame}
            aria-keyshortcuts="Alt+S"
            onChange={(event) => change({ isSame: event.target.checked })}
          />
          <Kbd keys="alt+s" />
        </div>
      )}
      {who === 'finder' && isSame ? (
        <p className={css.lead}>{t('intake.finderSame')}</p>
      ) : (
        fields(who)
      )}
    </fieldset>
  )
  return (
    <section className={css.people} aria-labelledby="intake-who">
      <h3 id="intake-who">{t('intake.who')}</h3>
      <SlipPair>
        {person('reporter')}
        {person('finder')}
      </SlipPair>
      <div className={css.class}>
        <Select
          label={t('intake.class')}
          value={values.reporterClass}
          onChange={(event) =>
            change({ reporterClass: event.target.value as Slip['reporterClass'] })
          }
          options={[
            { value: '', label: t('intake.classOpen') },
            ...classes.map((value) => ({ value, label: t(`source.class.${value}`) })),
          ]}
        />
      </div>
    </section>
  )
}

type Part = Exclude<keyof PersonDraft, 'callBack'>

const limits: Record<Part, number> = {
  name: 100,
  affiliation: 200,
  phone: 40,
  extension: 20,
  mail: 200,
}

const modes: Record<Part, 'text' | 'tel' | 'email'> = {
  name: 'text',
  affiliation: 'text',
  phone: 'tel',
  extension: 'tel',
  mail: 'email',
}
