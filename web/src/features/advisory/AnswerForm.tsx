import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/advisory'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { FieldError, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { RadioCards } from '@/ui/RadioCards'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import {
  type Advisories,
  type Answer,
  type Assessment,
  answers,
  gapsOf,
  metSystems,
} from './advisory'
import css from './advisory.module.css'

type Props = { one: Assessment; page: Advisories; onClose: () => void }
type Values = { answer: Answer | ''; systems: readonly string[]; note: string }

/** 該当あり, 該当なし, 調査中. */
export default function AnswerForm({ one, page, onClose }: Props) {
  const t = useT()
  const { values, change, discard } = useDraftForm<Values>(`advisory/answer/${one.id}`, {
    answer: '',
    systems: metSystems(one),
    note: '',
  })
  const [isTried, setTried] = useState(false)
  const answer = values.answer === '' ? undefined : values.answer
  const gaps = gapsOf(answer, values.systems, values.note)
  const act = useAdvisoryAct(
    (given: Answer) =>
      api.POST('/api/v1/advisories/{advisory}/answer', {
        params: { path: { advisory: one.id }, header: { 'If-Match': `"${one.rev}"` } },
        body: {
          answer: given,
          ...(given === 'affected' && { systems: [...values.systems] }),
          ...(values.note.trim() !== '' && { note: values.note.trim() }),
        },
      }),
    () => {
      discard()
      say(t('advisory.answerSaid'))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (answer !== undefined && gaps.length === 0) void act.run(answer)
  }
  const missing = (gap: (typeof gaps)[number]) => isTried && gaps.includes(gap)
  return (
    <div className={css.form}>
      <RadioCards
        legend={t('advisory.answerLegend')}
        options={answers.map((value) => ({
          value,
          label: t(`advisory.answers.${value}`),
          hint: t(`advisory.answerHint.${value}`),
        }))}
        value={answer}
        onChange={(to) => change({ answer: to })}
        error={missing('answer') ? t('advisory.answerChoose') : undefined}
      />
      {answer === 'affected' && (
        <fieldset className={css.boxes}>
          <legend>{t('advisory.systems')}</legend>
          {page.systems.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name ?? t('ui.erased')}
              checked={values.systems.includes(id)}
              onChange={(event) => {
                const others = values.systems.filter((system) => system !== id)
                change({ systems: event.target.checked ? [...others, id] : others })
              }}
            />
          ))}
          <FieldError
            id={`advisory-systems-${one.id}`}
            error={missing('systems') ? t('advisory.systemsChoose') : undefined}
          />
        </fieldset>
      )}
      <TextArea
        label={t('advisory.note')}
        hint={t('advisory.noteHint')}
        isRequired={answer === 'none'}
        rows={2}
        maxLength={1000}
        value={values.note}
        error={missing('note') ? t('advisory.noteBlank') : undefined}
        onChange={(event) => change({ note: event.target.value })}
      />
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.acts}>
        <Button size="small" kind="filled" isPending={act.isPending} onPress={go}>
          {t('advisory.answerSave')}
        </Button>
        <Button
          size="small"
          kind="text"
          onPress={() => {
            discard()
            onClose()
          }}
        >
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
