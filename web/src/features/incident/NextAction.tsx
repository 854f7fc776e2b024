import { useState } from 'react'
import type { Schemas } from '@/api/client'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { mayOf } from './data'
import shared from './incident.module.css'
import css from './NextAction.module.css'
import { useRoom } from './room'
import type { TaskVerb } from './TaskActs'

const FactForm = later(() => import('./FactForm'))
const TaskAct = later(() => import('./TaskActs'))

type Next = Schemas['NextAction']

/** 次にすること: one act with its reason, and the two that come after it. */
export function NextAction() {
  const t = useT()
  const { incident } = useRoom()
  const [first, ...rest] = incident.next
  if (first === undefined || first.kind === 'none') {
    return (
      <Card title={t('incident.next.title')}>
        <p>{first?.title ?? t('incident.next.nothing')}</p>
        {first !== undefined && <p className={shared.sub}>{first.why}</p>}
      </Card>
    )
  }
  return (
    <section className={css.next} aria-labelledby="next-title">
      <h2 id="next-title" className={css.nextHead}>
        {t('incident.next.title')}
      </h2>
      <p className={css.nextTitle}>{first.title}</p>
      <p className={css.nextWhy}>{first.why}</p>
      <Verbs key={`${first.kind} ${first.key ?? ''}`} next={first} />
      {rest.length > 0 && (
        <ol className={css.later} start={2}>
          {rest.map((next, place) => (
            <Later key={`${next.kind} ${next.key ?? ''}`} next={next} place={place + 2} />
          ))}
        </ol>
      )}
    </section>
  )
}

function Later({ next, place }: { next: Next; place: number }) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const task = incident.tasks.find((one) => one.id === next.key)
  return (
    <li>
      <span className="num">{place}</span>
      <span>
        {next.title}
        {task?.assignee !== undefined && <small>{task.assignee.name}</small>}
        {task?.due_at !== undefined && (
          <small className="num">
            {t('incident.by', { time: dayAndClock(new Date(task.due_at), now, language) })}
          </small>
        )}
      </span>
    </li>
  )
}

function Verbs({ next }: { next: Next }) {
  const t = useT()
  const { incident, goTo, openStep } = useRoom()
  const [verb, setVerb] = useState<TaskVerb | 'fact'>()
  const close = () => setVerb(undefined)
  const task = incident.tasks.find((one) => one.id === next.key)
  const fact = incident.facts.find((one) => one.key === next.key)
  if (next.kind === 'task' && task !== undefined) {
    const may = mayOf(incident, 'incident.task')
    if (verb !== undefined && verb !== 'fact') {
      return <TaskAct task={task} verb={verb} onClose={close} isMain />
    }
    return (
      <div className={shared.row}>
        <Button kind="filled" isDisabled={!may.allowed} onPress={() => setVerb('done')}>
          {t('incident.next.write')}
        </Button>
        <Button kind="quiet" isDisabled={!may.allowed} onPress={() => setVerb('assign')}>
          {t('incident.next.ask')}
        </Button>
        <Button kind="text" isDisabled={!may.allowed} onPress={() => setVerb('skip')}>
          {t('incident.next.skip')}
        </Button>
        {!may.allowed && <span className={shared.why}>{may.reason}</span>}
      </div>
    )
  }
  if (next.kind === 'fact' && fact !== undefined) {
    const may = mayOf(incident, 'incident.fact')
    if (verb === 'fact') return <FactForm fact={fact} onClose={close} isMain />
    return (
      <div className={shared.row}>
        <Button kind="filled" isDisabled={!may.allowed} onPress={() => setVerb('fact')}>
          {t('incident.next.writeFact')}
        </Button>
        {!may.allowed && <span className={shared.why}>{may.reason}</span>}
      </div>
    )
  }
  if (next.kind === 'phase') {
    const step = incident.rail.find((one) => one.state === 'current') ?? incident.rail[2]
    return (
      <div className={shared.row}>
        <Button kind="filled" onPress={() => openStep(step?.key ?? 'response')}>
          {t('incident.next.move')}
        </Button>
      </div>
    )
  }
  const tab = next.kind === 'task' ? 'tasks' : next.kind === 'fact' ? 'facts' : 'closure'
  return (
    <div className={shared.row}>
      <Button kind="filled" onPress={() => goTo(tab)}>
        {t(`incident.next.open.${tab}`)}
      </Button>
    </div>
  )
}
