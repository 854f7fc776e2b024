import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { useDraft } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/tasks'
import { Button } from '@/ui/Button'
import { Select, TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from './ActTrouble'
import { type Acting, useAct } from './act'
import type { Incident, Task } from './data'
import css from './incident.module.css'
import { useRoom } from './room'

type Change = Schemas['TaskChange']
export type TaskVerb = 'done' | 'assign' | 'skip'

type Props = { task: Task; verb: TaskVerb; onClose: () => void; isMain?: boolean }

const same = (id: string, theirs: Incident, seen: Incident) =>
  JSON.stringify(theirs.tasks.find((task) => task.id === id)) ===
  JSON.stringify(seen.tasks.find((task) => task.id === id))

function useChange(task: Task) {
  const { incident } = useRoom()
  const act = useAct(incident)
  const change = (body: Change, ahead: Partial<Task>, onDone: () => void) =>
    act.run({
      send: (ifMatch) =>
        api.PATCH('/api/v1/incidents/{id}/tasks/{task}', {
          params: {
            path: { id: incident.id, task: task.id },
            header: { 'If-Match': ifMatch },
          },
          body,
        }),
      isUntouched: (theirs, seen) => same(task.id, theirs, seen),
      ahead: (now) => ({
        ...now,
        tasks: now.tasks.map((one) => (one.id === task.id ? { ...one, ...ahead } : one)),
      }),
      onDone,
    })
  return { act, change }
}

/** 書く／頼む／行わない: one short form, right where the task stands. */
export default function TaskAct({ task, verb, onClose, isMain = false }: Props) {
  if (verb === 'assign') return <Assign task={task} onClose={onClose} />
  return <Ending key={verb} task={task} verb={verb} onClose={onClose} isMain={isMain} />
}

function Ending({ task, verb, onClose, isMain }: Props & { verb: 'done' | 'skip' }) {
  const t = useT()
  const { act, change } = useChange(task)
  const { text, setText, discard } = useDraft(`task/${task.id}/${verb}`)
  const state = verb === 'done' ? ('done' as const) : ('skipped' as const)
  const [isBlank, setBlank] = useState(false)
  const send = () => {
    const result = text.trim()
    if (verb === 'skip' && result === '') return setBlank(true)
    change({ state, ...(result !== '' && { result }) }, { state, result }, () => {
      discard()
      say(t(`task.${verb}Said`))
      onClose()
    })
  }
  return (
    <div className={css.form}>
      <TextArea
        label={t(`task.${verb}Label`)}
        hint={t(`task.${verb}Hint`)}
        isRequired={verb === 'skip'}
        rows={2}
        maxLength={1000}
        value={text}
        error={isBlank && text.trim() === '' ? t('task.skipBlank') : undefined}
        onChange={(event) => setText(event.target.value)}
        autoFocus
      />
      <TaskTrouble act={act} task={task} mine={text} />
      <div className={css.row}>
        <Button kind={isMain ? 'filled' : 'outlined'} onPress={send} isPending={act.isPending}>
          {t(`task.${verb}Go`)}
        </Button>
        <Button kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}

function Assign({ task, onClose }: { task: Task; onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const { act, change } = useChange(task)
  const mayReadTeam = useMay('team.read')
  const team = query.useQuery('get', '/api/v1/team', {}, { enabled: mayReadTeam })
  const people = assignable(incident, team.data)
  const [person, setPerson] = useState(task.assignee?.id ?? '')
  const name = people.find((one) => one.value === person)?.label ?? ''
  return (
    <div className={css.form}>
      <Select
        label={t('task.assignTo')}
        value={person}
        onChange={(event) => setPerson(event.target.value)}
        options={[{ value: '', label: t('ui.choose') }, ...people]}
        autoFocus
      />
      <TaskTrouble act={act} task={task} mine={name} />
      <div className={css.row}>
        <Button
          isDisabled={person === ''}
          isPending={act.isPending}
          onPress={() =>
            change({ assignee: person }, { assignee: { id: person, name } }, () => {
              say(t('task.assignSaid', { name }))
              onClose()
            })
          }
        >
          {t('task.assignGo')}
        </Button>
        <Button kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Whoever can be asked: the people of the incident first, then the others. */
export function assignable(incident: Incident, team: Schemas['Team'] | undefined) {
  const near = incident.people.flatMap((one) =>
    one.id === undefined ? [] : [{ value: one.id, label: `${one.name}（${one.post}）` }],
  )
  const far = (team?.persons ?? [])
    .filter((one) => !one.ended)
    .map((one) => ({ value: one.id, label: one.name }))
  const seen = new Set<string>()
  return [...near, ...far].filter((one) => !seen.has(one.value) && seen.add(one.value))
}

function TaskTrouble({ act, task, mine }: { act: Acting; task: Task; mine: string }) {
  const t = useT()
  const words = (theirs: Incident) => {
    const now = theirs.tasks.find((one) => one.id === task.id)
    const state = now === undefined ? '' : t(`task.state.${now.state}`)
    return [state, now?.assignee?.name, now?.result].filter(Boolean).join('\n')
  }
  return (
    <ActTrouble
      act={act}
      compare={(theirs) => [{ label: task.title, mine, theirs: words(theirs) }]}
    />
  )
}
