import { useState } from 'react'
import { api, query } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/tasks'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select } from '@/ui/Field'
import { EmptyState } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import { mayOf, type Task } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import TaskAct, { assignable, type TaskVerb } from '../TaskActs'
import css from './tabs.module.css'

/** 作業: open ones by when they fall due, then what was done and what was not, with the reason. */
export default function TasksTab() {
  const t = useT()
  const { incident } = useRoom()
  const [isAdding, setAdding] = useState(false)
  const may = mayOf(incident, 'incident.task')
  const due = (task: Task) => task.due_at ?? '9999'
  const open = incident.tasks
    .filter((task) => task.state === 'open')
    .sort((a, b) => (due(a) < due(b) ? -1 : due(b) < due(a) ? 1 : 0))
  const ended = incident.tasks.filter((task) => task.state !== 'open')
  return (
    <div className={shared.stack}>
      <div className={shared.row}>
        {!isAdding && (
          <Button kind="filled" isDisabled={!may.allowed} onPress={() => setAdding(true)}>
            {t('task.add')}
          </Button>
        )}
        {!may.allowed && <span className={shared.why}>{may.reason}</span>}
      </div>
      {isAdding && (
        <Card title={t('task.add')}>
          <AddForm onClose={() => setAdding(false)} />
        </Card>
      )}
      <Card title={t('task.open', { n: open.length })}>
        {open.length === 0 && <EmptyState title={t('task.noneOpen')} />}
        <ul className={shared.list}>
          {open.map((task) => (
            <Row key={task.id} task={task} />
          ))}
        </ul>
      </Card>
      {ended.length > 0 && (
        <Card title={t('task.ended', { n: ended.length })}>
          <ul className={shared.list}>
            {ended.map((task) => (
              <Row key={task.id} task={task} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

function Row({ task }: { task: Task }) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const act = useAct(incident)
  const now = useNow(60_000)
  const [verb, setVerb] = useState<TaskVerb>()
  const may = mayOf(incident, 'incident.task')
  const isLate = task.state === 'open' && task.due_at !== undefined && new Date(task.due_at) < now
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const reopen = () =>
    act.run({
      send: (ifMatch) =>
        api.PATCH('/api/v1/incidents/{id}/tasks/{task}', {
          params: {
            path: { id: incident.id, task: task.id },
            header: { 'If-Match': ifMatch },
          },
          body: { state: 'open' },
        }),
    })
  return (
    <li className={css.task}>
      <div className={css.taskHead}>
        {task.state === 'done' && <Chip tone="ok">{t('task.state.done')}</Chip>}
        {task.state === 'skipped' && <Chip>{t('task.state.skipped')}</Chip>}
        {isLate && <Chip tone="danger">{t('task.late')}</Chip>}
        <b>{task.title}</b>
      </div>
      {task.why !== undefined && <p className={shared.sub}>{task.why}</p>}
      {task.result !== undefined && task.result !== '' && (
        <p>
          {task.state === 'skipped'
            ? t('task.skippedBecause', { reason: task.result })
            : t('task.result', { result: task.result })}
        </p>
      )}
      <p className={shared.sub}>
        {task.assignee === undefined
          ? t('task.nobody')
          : t('task.assignee', { name: task.assignee.name })}
        {task.due_at !== undefined && (
          <span className="num">　{t('incident.by', { time: time(task.due_at) })}</span>
        )}
        {task.ended_at !== undefined && (
          <span className="num">　{t('task.endedAt', { time: time(task.ended_at) })}</span>
        )}
      </p>
      {verb !== undefined ? (
        <TaskAct task={task} verb={verb} onClose={() => setVerb(undefined)} />
      ) : (
        may.allowed && (
          <div className={shared.row}>
            {task.state === 'open' ? (
              <>
                <Button size="small" onPress={() => setVerb('done')}>
                  {t('incident.next.write')}
                </Button>
                <Button size="small" kind="quiet" onPress={() => setVerb('assign')}>
                  {t('incident.next.ask')}
                </Button>
                <Button size="small" kind="text" onPress={() => setVerb('skip')}>
                  {t('incident.next.skip')}
                </Button>
              </>
            ) : (
              <Button size="small" kind="text" isPending={act.isPending} onPress={reopen}>
                {t('task.reopen')}
              </Button>
            )}
          </div>
        )
      )}
      <ActTrouble act={act} />
    </li>
  )
}

const noTask = { title: '', why: '', assignee: '', dueAt: '' }

function AddForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const mayReadTeam = useMay('team.read')
  const team = query.useQuery('get', '/api/v1/team', {}, { enabled: mayReadTeam })
  const { values, change, discard } = useDraftForm(`incident/${incident.id}/task`, noTask)
  const add = () =>
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/tasks', {
          params: { path: { id: incident.id } },
          body: {
            title: values.title.trim(),
            ...(values.why.trim() !== '' && { why: values.why.trim() }),
            ...(values.assignee !== '' && { assignee: values.assignee }),
            ...(values.dueAt !== '' && { due_at: values.dueAt }),
          },
        }),
      onDone: () => {
        discard()
        say(t('task.addSaid'))
        onClose()
      },
    })
  return (
    <div className={shared.form}>
      <Field
        label={t('task.title')}
        hint={t('task.titleHint')}
        isRequired
        maxLength={200}
        value={values.title}
        onChange={(event) => change({ title: event.target.value })}
        autoFocus
      />
      <Field
        label={t('task.why')}
        maxLength={500}
        value={values.why}
        onChange={(event) => change({ why: event.target.value })}
      />
      <Select
        label={t('task.assignTo')}
        value={values.assignee}
        onChange={(event) => change({ assignee: event.target.value })}
        options={[{ value: '', label: t('task.later') }, ...assignable(incident, team.data)]}
      />
      <DateTimeField
        label={t('task.due')}
        hasNoApproximate
        initial={
          values.dueAt === ''
            ? undefined
            : { at: new Date(values.dueAt), precision: 'minute', isApproximate: false }
        }
        onRead={(value) => value !== undefined && change({ dueAt: value?.at.toISOString() ?? '' })}
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button
          kind="filled"
          isDisabled={values.title.trim() === ''}
          isPending={act.isPending}
          onPress={add}
        >
          {t('task.addGo')}
        </Button>
        <Button kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
