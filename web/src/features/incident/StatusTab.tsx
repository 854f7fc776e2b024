import { useRef } from 'react'
import { useSession } from '@/app/session'
import { FictionalStamp } from '@/ui/Chip'
import { later } from '@/ui/later'
import { Flow } from './Flow'
import css from './incident.module.css'
import { NextAction } from './NextAction'
import { RecordBox } from './RecordBox'
import { Decisions } from './side/Decisions'
import { Filings } from './side/Filings'
import { Overview } from './side/Overview'
import { Team } from './side/Team'

const Approvals = later(() => import('./side/Approvals'), null)
const Asks = later(() => import('./side/Asks'), null)
const Wake = later(() => import('./side/Wake'), null)

/** 状況: the next act, the composer and 経過; beside them what people ask again and again. */
export function StatusTab() {
  const flow = useRef<HTMLElement>(null)
  const { organisation } = useSession().session
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
        <Overview />
        <Team />
        <Wake />
        <Filings />
      </div>
    </div>
  )
}
