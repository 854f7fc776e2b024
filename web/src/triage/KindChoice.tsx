import { useMemo } from 'react'
import { query } from '@/api/client'
import { type Command, useCommands } from '@/app/commands'
import { useT } from '@/i18n/triage'
import { Checkbox } from '@/ui/Checkbox'
import { Select } from '@/ui/Field'
import { Loading } from '@/ui/Notice'
import { CheckCards } from '@/ui/RadioCards'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import css from './Triage.module.css'
import { changeChosen, isRowChosen, type KindsDraft, kindRows, toggleRow } from './triage'

type Props = {
  id: string
  legend: string
  values: KindsDraft
  change: (part: Partial<KindsDraft>) => void
  error: string | undefined
  isDisabled?: boolean
}

/** 種別 of 別表第２: several, one of them 主, each more exactly and as 疑い. Keys 1–9. */
export function KindChoice({ id, legend, values, change, error, isDisabled = false }: Props) {
  const t = useT()
  const charter = query.useQuery('get', '/api/v1/charter')
  const categories = useMemo(() => charter.data?.categories ?? [], [charter.data])
  const rows = useMemo(() => kindRows(categories), [categories])
  const commands = useMemo<Command[]>(
    () =>
      rows.slice(0, 9).map((row, place) => ({
        id: `triage.kind.${place + 1}`,
        group: 'screen',
        label: t('triage.command'),
        keys: String(place + 1),
        enabled: !isDisabled,
        run: () => change(toggleRow(row, rows, values)),
      })),
    [rows, isDisabled, change, values, t],
  )
  useCommands(commands)
  if (charter.data === undefined) return <Loading />

  const chosen = rows.filter((row) => isRowChosen(row, rows, values)).map((row) => row.value)
  const onChange = (now: string[]) => {
    const pressed = rows.find((row) => now.includes(row.value) !== chosen.includes(row.value))
    if (pressed !== undefined) change(toggleRow(pressed, rows, values))
  }
  const mains = values.chosen.map((one) => ({
    value: one.code,
    label: categories.find((category) => category.code === one.code)?.name ?? one.code,
  }))
  return (
    <div id={id} tabIndex={-1} className={css.kinds}>
      <CheckCards
        legend={
          <>
            {legend} <small>{t('triage.kindHint')}</small>
          </>
        }
        options={rows.map((row, place) => ({
          value: row.value,
          label: row.name,
          isDisabled,
          ...(!row.inCharter && { hint: t('triage.notInCharter') }),
          ...(place < 9 && { keys: String(place + 1) }),
        }))}
        value={chosen}
        onChange={onChange}
        error={error}
      />
      {values.chosen.length > 1 && (
        <SegmentedChoice
          label={t('triage.main')}
          options={mains}
          value={values.main}
          onChange={(main) => change({ main })}
          isSoft
        />
      )}
      {values.chosen.map((one) => {
        const category = categories.find((known) => known.code === one.code)
        if (category === undefined) return null
        return (
          <div key={one.code} className={css.detail}>
            <Select
              label={t('triage.subtype', { name: category.name })}
              isLabelHidden={values.chosen.length < 2}
              options={[
                { value: '', label: t('triage.noSubtype') },
                ...category.subtypes.map((subtype) => ({
                  value: subtype.code,
                  label: subtype.in_charter
                    ? subtype.name
                    : t('triage.subtypeMarked', { name: subtype.name }),
                })),
              ]}
              value={one.subtype}
              onChange={(event) =>
                change(changeChosen(one.code, { subtype: event.target.value }, values))
              }
            />
            <Checkbox
              label={t('triage.suspected')}
              aria-label={t('triage.suspectedOf', { name: category.name })}
              checked={one.suspected}
              onChange={(event) =>
                change(changeChosen(one.code, { suspected: event.target.checked }, values))
              }
            />
          </div>
        )
      })}
    </div>
  )
}
