import { Link } from '@tanstack/react-router'
import { query, type Schemas } from '@/api/client'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/approval'
import { Card } from '@/ui/Card'
import { Chip, type Tone } from '@/ui/Chip'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './side.module.css'

const tones: Record<Schemas['Approval']['state'], Tone> = {
  asked: 'warn',
  approved: 'ok',
  oral: 'warn',
  contested: 'danger',
  sent_back: 'danger',
  withdrawn: 'gray',
}

/** この事案の決裁, for whoever may read approvals. */
export default function Approvals() {
  const mayRead = useMay('approval.read')
  return mayRead ? <List /> : null
}

function List() {
  const t = useT()
  const { incident } = useRoom()
  const mayAsk = useMay('approval.ask')
  const { data } = query.useQuery('get', '/api/v1/approvals', {
    params: { query: { incident: incident.id, state: 'all' } },
  })
  return (
    <Card
      title={t('approval.here')}
      action={
        mayAsk && (
          <Link to="/approvals/new" search={{ incident: incident.id }} className={shared.cardLink}>
            {t('approval.new')}
          </Link>
        )
      }
    >
      {data?.items.length === 0 && <p className={shared.sub}>{t('approval.noneHere')}</p>}
      <ul className={css.filings}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <span>
              <Link to="/approvals/$id" params={{ id: one.id }}>
                {one.title}
              </Link>
              <small>{one.kind_name}</small>
            </span>
            <Chip tone={tones[one.state]}>{t(`approval.state.${one.state}`)}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  )
}
