import { type ReactNode, useMemo, useState } from 'react'
import { FactWords } from '@/app/FactWords'
import { bytesText } from '@/app/uploads/upload'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/engaged'
import { Button } from '@/ui/Button'
import { Card, Facts as Pairs } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Timeline } from '@/ui/Timeline'
import { lineOf, type Mine } from './engaged'
import css from './engagement.module.css'

type Props = { mine: Mine }

// Each part is there when the engagement names it, and is not even mentioned when it does not.

export function Summary({ mine }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const { summary } = mine
  if (summary === undefined) return null
  const kinds = summary.categories.map(({ name, subtype_name: subtype, suspected }) => {
    const words = subtype === undefined ? name : t('engaged.subtype', { name, subtype })
    return suspected ? words + t('engaged.suspected') : words
  })
  const rows: { name: string; value: ReactNode }[] = [
    { name: t('engaged.number'), value: <span className="num">{summary.number}</span> },
    { name: t('engaged.name'), value: summary.title },
    { name: t('engaged.kind'), value: kinds.join(t('engaged.gap')) },
    { name: t('engaged.phase'), value: summary.phase_name },
    {
      name: t('engaged.declared'),
      value: (
        <span className="num">{dayAndClock(new Date(summary.declared_at), now, language)}</span>
      ),
    },
  ]
  if (summary.department !== undefined) {
    rows.push({ name: t('engaged.department'), value: summary.department })
  }
  return (
    <Card title={t('engaged.summary')}>
      <Pairs rows={rows} />
    </Card>
  )
}

export function Facts({ mine }: Props) {
  const t = useT()
  if (mine.facts === undefined) return null
  return (
    <Card title={t('engaged.facts')}>
      <div className={css.facts}>
        <Pairs
          rows={mine.facts.map((fact) => ({ name: fact.label, value: <FactWords fact={fact} /> }))}
        />
      </div>
    </Card>
  )
}

export function Tasks({ mine }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const { tasks } = mine
  if (tasks === undefined) return null
  return (
    <Card title={t('engaged.tasks')}>
      {tasks.length === 0 && <p className={css.sub}>{t('engaged.noTasks')}</p>}
      <ul className={css.rows}>
        {tasks.map((task) => (
          <li key={task.id}>
            <p className={css.line}>
              <Chip tone={task.state === 'done' ? 'ok' : 'gray'}>
                {t(`engaged.task.${task.state}`)}
              </Chip>
              <b>{task.title}</b>
            </p>
            <p className={`${css.sub} num`}>
              {[
                task.assignee?.name,
                task.due_at &&
                  t('engaged.taskBy', { time: dayAndClock(new Date(task.due_at), now, language) }),
                task.result && t('engaged.result', { text: task.result }),
              ]
                .filter(Boolean)
                .join('　')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Files: those of the part, and always what they handed in themselves. */
export function Files({ mine }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const files = mine.files ?? []
  const isPart = mine.parts.some((part) => part.code === 'files')
  if (files.length === 0 && !isPart) return null
  return (
    <Card title={t('engaged.files', { n: files.length })}>
      {files.length === 0 && <p className={css.sub}>{t('engaged.noFiles')}</p>}
      <ul className={css.rows}>
        {files.map((file) => (
          <li key={file.id}>
            <p className={css.line}>
              <a href={`/api/v1/engagements/${mine.id}/files/${file.id}`} download={file.name}>
                {file.name}
              </a>
              {file.ours && <Chip tone="key">{t('engaged.ours')}</Chip>}
            </p>
            <p className={`${css.sub} num`}>
              {[
                bytesText(file.bytes),
                file.added_at && dayAndClock(new Date(file.added_at), now, language),
              ]
                .filter(Boolean)
                .join('　')}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const linesFirst = 30

export function Record({ mine }: Props) {
  const t = useT()
  const [isAll, setAll] = useState(false)
  const { record } = mine
  const lines = useMemo(() => record?.map(lineOf) ?? [], [record])
  if (record === undefined) return null
  const left = isAll ? 0 : Math.max(0, lines.length - linesFirst)
  return (
    <Card title={t('engaged.record')}>
      {lines.length === 0 && <p className={css.sub}>{t('engaged.noRecord')}</p>}
      <Timeline lines={isAll ? lines : lines.slice(0, linesFirst)} />
      {left > 0 && (
        <Button size="small" onPress={() => setAll(true)}>
          {t('engaged.more', { n: left })}
        </Button>
      )}
    </Card>
  )
}
