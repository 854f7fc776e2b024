import { useId, useState } from 'react'
import { query } from '@/api/client'
import { useT } from '@/i18n/circle'
import { Button } from '@/ui/Button'
import { FieldError, Select, TextArea } from '@/ui/Field'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import { isoDay, split } from '../tenures'
import css from './CircleFields.module.css'
import type { CircleDraft } from './circle'

type Props = {
  /** The id of the reason's field, so that a summary of errors leads to it. */
  id?: string
  value: CircleDraft
  change: (part: Partial<CircleDraft>) => void
  errors?: {
    named?: string | undefined
    excluded?: string | undefined
    reason?: string | undefined
  }
}

/** Who may see an incident, who may not whatever their post, and why. */
export function CircleFields({ id, value, change, errors = {} }: Props) {
  const t = useT()
  const { data: team } = query.useQuery('get', '/api/v1/team')
  const today = isoDay(new Date())
  const people = (team?.persons ?? [])
    .filter((one) => !one.ended)
    .map(({ id, name }) => {
      const posts = (team?.posts ?? [])
        .filter((post) => split(post.tenures, today).now.some((one) => one.person.id === id))
        .map((post) => post.name)
        .join(t('circle.gap'))
      return { id, name: posts === '' ? name : t('circle.person', { name, posts }) }
    })
  const isTaken = (one: string) => value.excluded.includes(one) || value.named.includes(one)
  const free = people.filter((one) => !isTaken(one.id))
  return (
    <div className={css.fields}>
      <SegmentedChoice
        label={t('circle.who')}
        options={[
          { value: 'all', label: t('circle.everybody') },
          { value: 'named', label: t('circle.onlyNamed') },
        ]}
        value={value.restricted ? 'named' : 'all'}
        onChange={(to) => change({ restricted: to === 'named' })}
      />
      {value.restricted && (
        <PersonSet
          legend={t('circle.named')}
          hint={t('circle.namedHint')}
          add={t('circle.addNamed')}
          people={people}
          free={free}
          chosen={value.named}
          onChange={(named) => change({ named })}
          error={errors.named}
        />
      )}
      <PersonSet
        legend={t('circle.excluded')}
        hint={t('circle.excludedHint')}
        add={t('circle.addExcluded')}
        people={people}
        free={free}
        chosen={value.excluded}
        onChange={(excluded) => change({ excluded })}
        error={errors.excluded}
      />
      <TextArea
        {...(id !== undefined && { id })}
        label={t('circle.reason')}
        hint={t('circle.reasonHint')}
        isRequired
        rows={2}
        maxLength={500}
        value={value.reason}
        error={errors.reason}
        onChange={(event) => change({ reason: event.target.value })}
      />
    </div>
  )
}

type Named = { id: string; name: string }
type SetProps = {
  legend: string
  hint: string
  add: string
  people: readonly Named[]
  free: readonly Named[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  error: string | undefined
}

/** Some people, one after the other: chosen from a list, added by a button, taken back. */
function PersonSet({ legend, hint, add, people, free, chosen, onChange, error }: SetProps) {
  const t = useT()
  const id = useId()
  const [next, setNext] = useState('')
  return (
    <fieldset
      className={css.set}
      aria-describedby={error !== undefined ? `${id}-error` : undefined}
    >
      <legend>{legend}</legend>
      <p className={css.hint}>{hint}</p>
      {chosen.length === 0 && <p className={css.hint}>{t('circle.none')}</p>}
      <ul>
        {chosen.map((one) => {
          const name = people.find((person) => person.id === one)?.name ?? one
          return (
            <li key={one}>
              <span>{name}</span>
              <Button
                kind="text"
                size="small"
                aria-label={t('circle.dropNamed', { name })}
                onPress={() => onChange(chosen.filter((other) => other !== one))}
              >
                {t('circle.drop')}
              </Button>
            </li>
          )
        })}
      </ul>
      <div className={css.add}>
        <Select
          label={`${legend}: ${t('circle.choose')}`}
          isLabelHidden
          value={next}
          onChange={(event) => setNext(event.target.value)}
          options={[
            { value: '', label: t('circle.choose') },
            ...free.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
        <Button
          size="small"
          isDisabled={next === ''}
          onPress={() => {
            onChange([...chosen, next])
            setNext('')
          }}
        >
          {add}
        </Button>
      </div>
      <FieldError id={id} error={error} />
    </fieldset>
  )
}
