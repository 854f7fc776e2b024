import { useState } from 'react'
import { api } from '@/api/client'
import { useAct } from '@/app/useAct'
import { monthDay } from '@/i18n/dates'
import { useSpeech } from '@/i18n/roster'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './people.module.css'
import { atNoon, type Roster, weeksFrom } from './roster'

const weeksShown = 8

/** 当番 for the coming weeks, chosen week by week and recorded at once. */
export default function DutyForm({ roster, onClose }: { roster: Roster; onClose: () => void }) {
  const { t, language } = useSpeech()
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const [isBlank, setBlank] = useState(false)
  const weeks = weeksFrom(roster, weeksShown)
  const duties = weeks.flatMap(({ from, to }) => {
    const person = chosen[from]
    return person ? [{ person, from, to }] : []
  })
  const act = useAct(
    () => api.POST('/api/v1/team/duties', { body: { duties } }),
    () => {
      say(t('roster.dutySaid', { n: String(duties.length) }))
      onClose()
    },
  )
  const options = [
    { value: '', label: t('roster.dutyKeep') },
    ...roster.people.map(({ person, posts }) => ({
      value: person.id ?? '',
      label: [person.name, posts[0]?.name].filter(Boolean).join('　'),
    })),
  ]
  const go = () => {
    setBlank(duties.length === 0)
    if (duties.length > 0) void act.run()
  }
  return (
    <div className={css.form}>
      {weeks.map(({ from, to, names }) => (
        <Select
          key={from}
          label={t('roster.dutyWeek', {
            span: t('roster.span', {
              from: monthDay(atNoon(from), language),
              to: monthDay(atNoon(to), language),
            }),
          })}
          {...(names.length > 0 && { hint: t('roster.dutyHas', { names: names.join('、') }) })}
          options={options}
          value={chosen[from] ?? ''}
          onChange={(event) => setChosen({ ...chosen, [from]: event.target.value })}
        />
      ))}
      {isBlank && <Notice tone="danger" role="alert" title={t('roster.dutyNobody')} />}
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.acts}>
        <Button kind="filled" size="small" isPending={act.isPending} onPress={go}>
          {t('roster.dutyGo')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
