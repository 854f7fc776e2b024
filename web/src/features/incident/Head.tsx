import type { Ref } from 'react'
import { useNow } from '@/app/useNow'
import { span } from '@/i18n/dates'
import { useSpeech } from '@/i18n/incident'
import { Chip, PriorityChip } from '@/ui/Chip'
import { handlerOf, mayOf } from './data'
import css from './Head.module.css'
import shared from './incident.module.css'
import { isOver, phaseKeys } from './phases'
import { useRoom } from './room'

type Props = {
  /** What is open under the title. */
  opened: 'correct' | 'circle' | undefined
  onCircle: () => void
  circleOpener: Ref<HTMLButtonElement>
  onCorrect: () => void
  /** Takes the focus back when the correction is closed. */
  opener: Ref<HTMLButtonElement>
}

/** Under the title: 優先順位, categories, department, how long it has gone on, 担当; 直す. */
export function Head({ opened, onCorrect, opener, onCircle, circleOpener }: Props) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(30_000)
  const since = new Date(incident.received_at ?? incident.declared_at)
  const until = incident.closed_at ?? incident.converged_at
  const end = until === undefined ? now : new Date(until)
  const elapsed = span(end.getTime() - since.getTime(), language)
  const handler = handlerOf(incident)
  const categories = [...incident.categories].sort((a, b) => Number(b.main) - Number(a.main))
  return (
    <>
      {incident.circle !== undefined && (
        <Chip tone="danger">
          {incident.circle.restricted ? t('incident.restricted') : t('incident.hidden')}
        </Chip>
      )}
      <span className={css.named}>
        <span aria-hidden="true">{t('priority.label')}</span>
        <PriorityChip priority={incident.priority} name={incident.priority_name} />
      </span>
      {categories.map((category) => (
        <span key={`${category.code} ${category.subtype ?? ''}`} className={css.category}>
          <Chip>
            {category.subtype_name === undefined
              ? category.name
              : t('incident.subtype', { name: category.name, subtype: category.subtype_name })}
            {category.suspected && t('incident.suspected')}
          </Chip>
          {category.main && categories.length > 1 && <small>{t('incident.main')}</small>}
          {category.in_charter === false && <small>{t('incident.notInCharter')}</small>}
        </span>
      ))}
      {isOver(incident.phase) && <b>{t(phaseKeys[incident.phase])}</b>}
      {incident.department !== undefined && <span>{incident.department}</span>}
      <span className="num">
        {t('incident.elapsed')} <b>{elapsed}</b>
      </span>
      {handler !== undefined && (
        <span>
          {t('incident.handler')} <b>{handler.name}</b>
        </span>
      )}
      {mayOf(incident, 'incident.prioritise').allowed && !isOver(incident.phase) && (
        <button
          ref={opener}
          type="button"
          className={shared.cardLink}
          aria-label={t('incident.correctWhat')}
          aria-expanded={opened === 'correct'}
          onClick={onCorrect}
        >
          {t('incident.correct')}
        </button>
      )}
      {(mayOf(incident, 'incident.circle').allowed || incident.circle !== undefined) && (
        <button
          ref={circleOpener}
          type="button"
          className={shared.cardLink}
          aria-expanded={opened === 'circle'}
          onClick={onCircle}
        >
          {t('incident.circle')}
        </button>
      )}
    </>
  )
}
