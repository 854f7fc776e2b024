import { useRef } from 'react'
import { useSession } from '@/app/session'
import { FictionalStamp } from '@/ui/Chip'
import { later } from '@/ui/later'
import { Flow } from './Flow'
import css from './incident.module.css'
import { NextAction } from './NextAction'
import { RecordBox } from './RecordBox'
import { useRoom } from './room'
import { Decisions } from './side/Decisions'
import { Filings } from './side/Filings'
import { Overview } from './side/Overview'
import { Team } from './side/Team'

const WakeCard = later(() => import('@/app/wake/WakeCard'), null)
const Approvals = later(() => import('./side/Approvals'), null)
const Upstreams = later(() => import('./side/Upstreams'), null)
const Asks = later(() => import('./side/Asks'), null)

/** 状況: the next act, the composer and 経過; beside them what people ask again and again. */
export function StatusTab() {
  const flow = useRef<HTMLElement>(null)
  const { organisation } = useSession().session
  const { incident } = useRoom()
  return (
    <div className={css.columns}>
      {organisation.fictional && (
        <div className={css.paperStamp}>
          <FictionalStamp />
        </div>
      )}
      <div className={css.stack}>
        <NextAction />
        <RecordBox />
        <Flow ref={flow} />
      </div>
      <div className={css.stack}>
        <Decisions />
        <Asks />
        <Approvals />
        <Upstreams />
        <Overview />
        <Team />
        <WakeCard about={{ kind: 'incident', id: incident.id, number: incident.number }} />
        <Filings />
      </div>
    </div>
  )
}
