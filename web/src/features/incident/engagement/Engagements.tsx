import { useState } from 'react'
import { query } from '@/api/client'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/engaging'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { EngagementRow } from './EngagementRow'
import css from './engagement.module.css'
import { type Engagement, inOrder } from './engaging'

const ProposeForm = later(() => import('./ProposeForm'))

/** 支援依頼・支援要請: who from outside is asked in, for what, until when. */
export function Engagements() {
  const t = useT()
  const { incident } = useRoom()
  const [isProposing, setProposing] = useState(false)
  const may = mayOf(incident, 'engagement.propose')
  const all = incident.engagements ?? []
  const { current, past } = inOrder(all)
  const isAnyIssued = all.some((one) => one.state === 'issued')
  return (
    <Card
      title={t('engaging.title')}
      action={
        may.allowed &&
        !isProposing && (
          <button type="button" className={shared.cardLink} onClick={() => setProposing(true)}>
            {t('engaging.begin')}
          </button>
        )
      }
    >
      {isProposing && <ProposeForm onClose={() => setProposing(false)} />}
      {current.length === 0 && !isProposing && <p className={shared.sub}>{t('engaging.none')}</p>}
      <Rows engagements={current} />
      {past.length > 0 && (
        <details className={css.past}>
          <summary>{t('engaging.past', { n: past.length })}</summary>
          <Rows engagements={past} />
        </details>
      )}
      <Refusals acts={isAnyIssued ? ['propose', 'admit', 'note', 'end'] : ['propose']} />
    </Card>
  )
}

function Rows({ engagements }: { engagements: readonly Engagement[] }) {
  const { incident } = useRoom()
  // Whether a word of mouth has been confirmed is the approval's to say.
  const mayRead = useMay('approval.read')
  const { data } = query.useQuery(
    'get',
    '/api/v1/approvals',
    { params: { query: { incident: incident.id, state: 'all' } } },
    { enabled: mayRead && engagements.length > 0 },
  )
  if (engagements.length === 0) return null
  return (
    <ul className={shared.list}>
      {engagements.map((one) => (
        <li key={one.id}>
          <EngagementRow
            engagement={one}
            approval={data?.items.find(({ id }) => id === one.approval)?.state}
          />
        </li>
      ))}
    </ul>
  )
}

/** Why an act is not open to the reader, once each. */
function Refusals({ acts }: { acts: readonly ('propose' | 'admit' | 'note' | 'end')[] }) {
  const t = useT()
  const { incident } = useRoom()
  return acts.map((act) => {
    const may = mayOf(incident, `engagement.${act}`)
    if (may.allowed || may.reason === undefined) return null
    return (
      <p key={act} className={shared.why}>
        {t('engaging.may', { act: t(`engaging.act.${act}`), reason: may.reason })}
      </p>
    )
  })
}
