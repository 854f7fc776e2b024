import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '@/api/client'
import { Erasure } from '@/app/Erasure'
import { useMay } from '@/app/session'
import { useT as useErasureT } from '@/i18n/erasure'
import { useT } from '@/i18n/incident'
import { Card } from '@/ui/Card'
import { etagOf, mayOf } from '../data'
import { Lines } from '../Flow'
import css from '../incident.module.css'
import { useRoom } from '../room'

/** 変更の記録: what the program itself noted about this incident. */
export default function HistoryTab() {
  const t = useT()
  const { incident } = useRoom()
  const mayRead = useMay('journal.read')
  const mayLook = useMay('access.read')
  return (
    <Card
      title={t('incident.tab.history')}
      action={
        <span className={css.row}>
          {mayRead && (
            <Link to="/journal" search={{ incident: incident.id }}>
              {t('incident.history.journal')}
            </Link>
          )}
          {mayLook && (
            <Link to="/journal/access" search={{ incident: incident.id }}>
              {t('incident.history.looks')}
            </Link>
          )}
        </span>
      }
    >
      <p className={css.sub}>{t('incident.history.what')}</p>
      <Lines wants={(line) => line.kind === 'system'} />
      <EraseContent />
    </Card>
  )
}

function EraseContent() {
  const t = useErasureT()
  const queries = useQueryClient()
  const { incident } = useRoom()
  const may = mayOf(incident, 'incident.erase')
  const hasEnded = incident.phase === 'closed' || incident.phase === 'withdrawn'
  const refusal = !may.allowed
    ? (may.reason ?? '')
    : incident.erased
      ? t('erase.erasedAlready')
      : hasEnded
        ? undefined
        : t('erase.notEnded')
  return (
    <Erasure
      what="incident"
      refusal={refusal}
      send={(ground) =>
        api.POST('/api/v1/incidents/{id}/erasure', {
          params: { path: { id: incident.id }, header: { 'If-Match': etagOf(incident) } },
          body: { ground },
        })
      }
      onDone={() => queries.invalidateQueries()}
    />
  )
}
