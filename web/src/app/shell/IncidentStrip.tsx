import { Link, useParams } from '@tanstack/react-router'
import { useSpeech } from '@/i18n'
import { dayAndClock, span } from '@/i18n/dates'
import { PriorityChip } from '@/ui/Chip'
import { useNow } from '../useNow'
import css from './Shell.module.css'
import { useUrgent } from './useCounts'

/** The most urgent open incident, on every page but its own. */
export function IncidentStrip() {
  const { t, language } = useSpeech()
  const { urgent } = useUrgent()
  const here = useParams({ strict: false }).id
  const now = useNow(30_000)
  const row = urgent.find((one) => one.id !== here)
  if (row === undefined || row.id === here) return null
  const due = row.next_due
  const elapsed = span(now.getTime() - new Date(row.declared_at).getTime(), language)
  return (
    <aside className={css.strip} aria-label={t('app.strip')}>
      <b>{t('app.strip')}</b>
      <PriorityChip priority={row.priority} />
      <Link to="/incidents/$id" params={{ id: row.id }}>
        <span className="num">{row.number}</span> {row.title}
      </Link>
      {due?.due_at !== undefined && (
        <span className="num">
          {t('app.stripDue', {
            kind: due.kind === 'law' ? t('ui.law') : t('ui.target'),
            what: due.label,
            time: dayAndClock(new Date(due.due_at), now, language),
          })}
        </span>
      )}
      <span className="num">{t('app.stripElapsed', { time: elapsed })}</span>
    </aside>
  )
}
