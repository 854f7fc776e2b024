import { useState } from 'react'
import { FactWords } from '@/app/FactWords'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/facts'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { type Fact, mayOf, personText } from '../data'
import FactForm from '../FactForm'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './tabs.module.css'

/** 事実（影響範囲）: every line of the fact sheet, the ones still open first in the eye. */
export default function FactsTab() {
  const t = useT()
  const { incident } = useRoom()
  const open = incident.facts.filter(
    (fact) => fact.state === 'investigating' || fact.state === 'unknown',
  )
  return (
    <Card title={t('fact.sheet', { open: open.length, n: incident.facts.length })}>
      <p className={shared.sub}>{t('fact.sheetWhat')}</p>
      <ul className={shared.list}>
        {incident.facts.map((fact) => (
          <Row key={fact.key} fact={fact} />
        ))}
      </ul>
    </Card>
  )
}

function Row({ fact }: { fact: Fact }) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const [isOpen, setOpen] = useState(false)
  const may = mayOf(incident, 'incident.fact')
  const at = (time: string) => dayAndClock(new Date(time), now, language)
  return (
    <li className={css.fact}>
      <h3>{fact.label}</h3>
      <p className={css.factValue}>
        <FactWords fact={fact} />
      </p>
      <p className={`${shared.sub} ${css.factNote}`}>
        {[
          fact.source && t('fact.by', { source: fact.source }),
          fact.as_of && t('fact.asOfAt', { time: at(fact.as_of) }),
          fact.by && personText(fact.by, (name) => t('incident.actingFor', { name })),
          fact.recorded_at && t('line.recorded', { time: at(fact.recorded_at) }),
          fact.history_count > 1 && t('fact.history', { n: fact.history_count }),
          fact.history_count === 0 && t('fact.untouched'),
        ]
          .filter(Boolean)
          .join('　')}
      </p>
      {isOpen ? (
        <div className={css.factForm}>
          <FactForm fact={fact} onClose={() => setOpen(false)} />
        </div>
      ) : (
        <span className={css.factAct}>
          <Button
            size="small"
            kind="text"
            isDisabled={!may.allowed}
            onPress={() => setOpen(true)}
            aria-label={t('fact.editNamed', { name: fact.label })}
          >
            {t('fact.edit')}
          </Button>
        </span>
      )}
    </li>
  )
}
