import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/facts'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select, TextArea } from '@/ui/Field'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import { say } from '@/ui/Toast'
import { ActTrouble } from './ActTrouble'
import { useAct } from './act'
import type { Fact, Incident } from './data'
import css from './incident.module.css'
import { useRoom } from './room'
import { readCount } from './values'

type Props = { fact: Fact; onClose: () => void; isMain?: boolean }

const partsOf = (fact: Fact) => ({
  state: fact.history_count === 0 ? ('known' as const) : fact.state,
  value: fact.value ?? '',
  certainty: fact.estimate ? ('estimate' as const) : ('sure' as const),
  counting: fact.cumulative ? ('cumulative' as const) : ('distinct' as const),
  source: fact.source ?? '',
  asOf: fact.as_of ?? '',
})

const same = (key: string, theirs: Incident, seen: Incident) =>
  JSON.stringify(theirs.facts.find((fact) => fact.key === key)) ===
  JSON.stringify(seen.facts.find((fact) => fact.key === key))

/** One fact: whether there is a value, the value, how sure it is, where it comes from. */
export default function FactForm({ fact, onClose, isMain = false }: Props) {
  const t = useT()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const act = useAct(incident)
  const [seen] = useState(() => partsOf(fact))
  const { values, change, restoredAt, discard } = useDraftForm(
    `incident/${incident.id}/fact/${fact.key}`,
    seen,
  )
  const [wrong, setWrong] = useState<string>()
  const isKnown = values.state === 'known'
  const serverWrong = act.trouble?.kind === 'words' && act.trouble.field === '/value'

  const send = () => {
    const value = fact.type === 'number' ? readCount(values.value) : values.value.trim()
    if (isKnown && (value === undefined || value === '')) {
      return setWrong(fact.type === 'number' ? t('fact.notNumber') : t('fact.blank'))
    }
    setWrong(undefined)
    act.run({
      send: (ifMatch) =>
        api.PUT('/api/v1/incidents/{id}/facts/{key}', {
          params: {
            path: { id: incident.id, key: fact.key },
            header: { 'If-Match': ifMatch },
          },
          body: {
            state: values.state,
            ...(isKnown && value !== undefined && { value }),
            ...(isKnown && { estimate: values.certainty === 'estimate' }),
            ...(isKnown &&
              fact.type === 'number' && { cumulative: values.counting === 'cumulative' }),
            ...(values.source.trim() !== '' && { source: values.source.trim() }),
            ...(values.asOf !== '' && { as_of: values.asOf }),
          },
        }),
      isUntouched: (theirs, before) => same(fact.key, theirs, before),
      onDone: () => {
        discard()
        say(t('fact.said', { name: fact.label }))
        onClose()
      },
    })
  }

  const states = [
    { value: 'known' as const, label: t('fact.known') },
    { value: 'investigating' as const, label: t('ui.investigating') },
    { value: 'unknown' as const, label: t('ui.unknown') },
    { value: 'not_applicable' as const, label: t('ui.notApplicable') },
  ]
  const error = wrong ?? (serverWrong ? t('fact.blank') : undefined)
  return (
    <div className={css.form}>
      <SegmentedChoice
        label={t('fact.state', { name: fact.label })}
        options={states}
        value={values.state}
        onChange={(state) => change({ state })}
        isSoft
      />
      {isKnown && (
        <FactValue
          key={restoredAt?.getTime() ?? 0}
          fact={fact}
          value={values.value}
          onValue={(value) => change({ value })}
          error={error}
        />
      )}
      {isKnown && (
        <div className={css.row}>
          <SegmentedChoice
            label={t('fact.certainty')}
            isLabelHidden
            isSoft
            options={[
              { value: 'sure' as const, label: t('fact.sure') },
              { value: 'estimate' as const, label: t('fact.estimate') },
            ]}
            value={values.certainty}
            onChange={(certainty) => change({ certainty })}
          />
          {fact.type === 'number' && (
            <SegmentedChoice
              label={t('fact.counting')}
              isLabelHidden
              isSoft
              options={[
                { value: 'distinct' as const, label: t('fact.distinct') },
                { value: 'cumulative' as const, label: t('fact.cumulative') },
              ]}
              value={values.counting}
              onChange={(counting) => change({ counting })}
            />
          )}
        </div>
      )}
      <Field
        label={t('fact.source')}
        hint={t('fact.sourceHint')}
        maxLength={500}
        value={values.source}
        onChange={(event) => change({ source: event.target.value })}
      />
      <DateTimeField
        key={`as-of ${restoredAt?.getTime() ?? 0}`}
        label={t('fact.asOf')}
        hint={t('fact.asOfHint')}
        hasNoApproximate
        latest={now}
        initial={
          values.asOf === ''
            ? undefined
            : { at: new Date(values.asOf), precision: 'minute', isApproximate: false }
        }
        onRead={(value) => value !== undefined && change({ asOf: value?.at.toISOString() ?? '' })}
      />
      <ActTrouble
        act={act}
        compare={(theirs) => [
          {
            label: fact.label,
            mine: isKnown ? shownValue(fact, values.value) : wordOf(states, values.state),
            theirs: theirs.facts.find((one) => one.key === fact.key)?.shown ?? '',
          },
        ]}
        onTakeTheirs={() => {
          discard()
          onClose()
        }}
      />
      {act.trouble?.kind !== 'stale' && (
        <div className={css.row}>
          <Button kind={isMain ? 'filled' : 'outlined'} onPress={send} isPending={act.isPending}>
            {t('fact.record')}
          </Button>
          <Button kind="text" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}

function wordOf(states: readonly { value: string; label: string }[], state: string): string {
  return states.find((one) => one.value === state)?.label ?? state
}

function shownValue(fact: Fact, value: string): string {
  return fact.choices?.find((choice) => choice.code === value)?.label ?? value
}

type ValueProps = {
  fact: Fact
  value: string
  onValue: (value: string) => void
  error: string | undefined
}

function FactValue({ fact, value, onValue, error }: ValueProps) {
  const t = useT()
  const label = t('fact.value')
  switch (fact.type) {
    case 'number':
      return (
        <Field
          label={label}
          hint={t('fact.numberHint')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={20}
          value={value}
          error={error}
          onChange={(event) => onValue(event.target.value)}
        />
      )
    case 'text':
      return (
        <TextArea
          label={label}
          rows={2}
          maxLength={2000}
          value={value}
          error={error}
          onChange={(event) => onValue(event.target.value)}
        />
      )
    case 'choice':
      return (
        <Select
          label={label}
          value={value}
          error={error}
          onChange={(event) => onValue(event.target.value)}
          options={[
            { value: '', label: t('ui.choose') },
            ...(fact.choices ?? []).map((one) => ({ value: one.code, label: one.label })),
          ]}
        />
      )
    case 'time':
      return (
        <DateTimeField
          label={label}
          error={error}
          hasNoApproximate
          initial={
            value === ''
              ? undefined
              : { at: new Date(value), precision: 'minute', isApproximate: false }
          }
          onRead={(read) => read !== undefined && onValue(read?.at.toISOString() ?? '')}
        />
      )
  }
}
