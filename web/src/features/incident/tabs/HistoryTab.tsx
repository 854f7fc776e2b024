import { Link } from '@tanstack/react-router'
import { useMay } from '@/app/session'
import { useT } from '@/i18n'
import { Card } from '@/ui/Card'
import { Lines } from '../Flow'
import css from '../incident.module.css'
import { useRoom } from '../room'

/** 変更の記録: what the program itself noted about this incident. */
export default function HistoryTab() {
  const t = useT()
  const { incident } = useRoom()
  const mayRead = useMay('journal.read')
  return (
    <Card
      title={t('incident.tab.history')}
      action={
        mayRead && (
          <Link to="/journal" search={{ incident: incident.id }}>
            {t('incident.history.journal')}
          </Link>
        )
      }
    >
      <p className={css.sub}>{t('incident.history.what')}</p>
      <Lines wants={(line) => line.kind === 'system'} />
    </Card>
  )
}
