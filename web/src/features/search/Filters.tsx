import { useState } from 'react'
import { query, type Schemas } from '@/api/client'
import type { Problem } from '@/api/problem'
import type { SearchAddress } from '@/app/router'
import { useMay } from '@/app/session'
import { isoDay } from '@/app/tenures'
import { useT } from '@/i18n/search'
import { Button } from '@/ui/Button'
import { DateTimeField, type TimeValue } from '@/ui/DateTimeField'
import { Field, Select } from '@/ui/Field'
import { filterNames, isNarrowed } from './address'
import css from './search.module.css'

const channels = [
  'phone',
  'counter',
  'mail',
  'web_form',
  'internal',
  'monitoring',
  'contractor',
  'authority',
  'other',
] as const satisfies readonly Schemas['Channel'][]

type Props = {
  address: SearchAddress
  problem: Problem | undefined
  onChange: (part: Partial<SearchAddress>) => void
}

/** What narrows a search. Closed until it is wanted; open when something is chosen. */
export function Filters({ address, problem, onChange }: Props) {
  const t = useT()
  const chosen = filterNames.filter((name) => address[name] !== undefined).length
  const clear = () => onChange(Object.fromEntries(filterNames.map((name) => [name, undefined])))
  return (
    <details className={css.filters} open={isNarrowed({ ...address, kind: undefined })}>
      <summary>{chosen > 0 ? t('search.filtersOn', { n: chosen }) : t('search.filters')}</summary>
      <div className={css.fields}>
        <Select
          label={t('search.state')}
          value={address.state ?? ''}
          onChange={(event) =>
            onChange({ state: event.target.value as Exclude<SearchAddress['state'], undefined> })
          }
          options={[
            { value: '', label: t('search.any') },
            { value: 'open', label: t('search.open') },
            { value: 'ended', label: t('search.ended') },
          ]}
        />
        <Select
          label={t('search.channel')}
          value={address.channel ?? ''}
          onChange={(event) => onChange({ channel: event.target.value })}
          options={[
            { value: '', label: t('search.any') },
            ...channels.map((value) => ({ value, label: t(`source.channel.${value}`) })),
          ]}
        />
        <Category value={address.category ?? ''} onChange={(category) => onChange({ category })} />
        <Without value={address.without ?? ''} problem={problem} onChange={onChange} />
        <Day name="from" address={address} problem={problem} onChange={onChange} />
        <Day name="to" address={address} problem={problem} onChange={onChange} />
      </div>
      <p className={css.sub}>{t('search.daysHint')}</p>
      {address.incident !== undefined && <p>{t('search.oneIncident')}</p>}
      {chosen > 0 && (
        <Button kind="text" size="small" onPress={clear}>
          {t('search.clear')}
        </Button>
      )}
    </details>
  )
}

function Category({ value, onChange }: { value: string; onChange: (v: string) => void }) {
  const t = useT()
  const mayRead = useMay('charter.read')
  const { data } = query.useQuery('get', '/api/v1/charter', {}, { enabled: mayRead })
  return (
    <Select
      label={t('search.category')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={[
        { value: '', label: t('search.any') },
        ...(data?.categories ?? []).map((one) => ({ value: one.code, label: one.name })),
      ]}
    />
  )
}

type PartProps = Pick<Props, 'problem' | 'onChange'>

/** Words that must not be there; read when the field is left, or with Enter. */
function Without({ value, problem, onChange }: PartProps & { value: string }) {
  const t = useT()
  const [text, setText] = useState(value)
  const [was, setWas] = useState(value)
  if (was !== value) {
    setWas(value)
    setText(value)
  }
  const send = () => onChange({ without: text.trim() })
  return (
    <Field
      label={t('search.without')}
      error={problem?.field === 'without' ? problem.message : undefined}
      maxLength={100}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={send}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) send()
      }}
    />
  )
}

function Day(props: PartProps & { name: 'from' | 'to'; address: SearchAddress }) {
  const { name, address, problem, onChange } = props
  const t = useT()
  const value = address[name]
  return (
    <DateTimeField
      // Read once when it appears: another day from outside is another field.
      key={value ?? ''}
      label={t(`search.${name}`)}
      isDayOnly
      hasNoApproximate
      initial={value === undefined ? undefined : timeOf(value)}
      error={problem?.field === name ? problem.message : undefined}
      onRead={(read) => {
        if (read === undefined) return
        const day = read === null ? undefined : isoDay(read.at)
        if (day !== value) onChange({ [name]: day })
      }}
    />
  )
}

function timeOf(day: string): TimeValue {
  return { at: new Date(`${day}T00:00:00+09:00`), precision: 'day', isApproximate: false }
}
