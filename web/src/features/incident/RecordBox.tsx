import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useSession } from '@/app/session'
import { AttachButton, UploadList } from '@/app/uploads/Uploads'
import css from '@/app/uploads/Uploads.module.css'
import { useNow } from '@/app/useNow'
import { clock, dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Composer, type LineKind } from '@/ui/Composer'
import { DateTimeField } from '@/ui/DateTimeField'
import { say } from '@/ui/Toast'
import { incidentOptions, type Line, linesOptions, mayOf } from './data'
import recordbox from './RecordBox.module.css'
import { useRoom } from './room'
import { useIncidentUploads } from './useIncidentUploads'
import { type Happened, happenedAt, timeValue } from './values'

type Draft = Happened & {
  text: string
  kind: LineKind
  files: { id: string; name: string }[]
  fulfils?: { key: string; label: string } | undefined
  corrects?: { id: string; text: string } | undefined
}

const blank: Draft = { text: '', kind: 'fact', files: [] }
const noTime: Happened = {}

/** Writes one line into 経過. What is typed stays until the server's receipt. */
export function RecordBox() {
  const { t, language } = useSpeech()
  const { incident, seed } = useRoom()
  const queries = useQueryClient()
  const { session } = useSession()
  const now = useNow(20_000)
  const { values, change, restoredAt, discard } = useDraftForm<Draft>(
    `incident/${incident.id}/line`,
    blank,
  )
  const box = useRef<HTMLDivElement>(null)
  const [error, setError] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [isTimeOpen, setTimeOpen] = useState(false)
  const [isTimeWrong, setTimeWrong] = useState(false)
  const latest = useRef(change)
  const files = useRef(values.files)
  useEffect(() => {
    latest.current = change
    files.current = values.files
  })
  const uploads = useIncidentUploads(incident.id, ({ id, name }) =>
    latest.current({ files: [...files.current, { id, name }] }),
  )

  const turn = seed?.turn
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is taken up once.
  useEffect(() => {
    if (seed === undefined) return
    change({
      kind: seed.kind,
      ...(seed.fulfils !== undefined && { fulfils: seed.fulfils }),
      ...(seed.corrects !== undefined && { corrects: seed.corrects }),
      ...(seed.corrects !== undefined && values.text === '' && { text: seed.corrects.text }),
    })
    const field = box.current?.querySelector('textarea')
    field?.scrollIntoView({ block: 'center' })
    field?.focus()
  }, [turn])

  const may = mayOf(incident, 'incident.record')
  const record = async () => {
    const { text, kind, at, precision, files: attached, fulfils, corrects } = values
    setPending(true)
    setError(undefined)
    const body: Schemas['LineInput'] = {
      kind,
      text: text.trim(),
      ...(at !== undefined && { occurred_at: at }),
      ...(precision !== undefined && { precision }),
      ...(corrects !== undefined && { corrects: corrects.id }),
      ...(attached.length > 0 && { attachments: attached.map((file) => file.id) }),
      ...(fulfils !== undefined && { fulfils: fulfils.key }),
    }
    const key = linesOptions(incident.id).queryKey
    const ahead = aheadOf(body, session.person)
    queries.setQueryData<InfiniteData<Schemas['Timeline']>>(key, (have) => withLine(have, ahead))
    try {
      await api.POST('/api/v1/incidents/{id}/timeline', {
        params: { path: { id: incident.id } },
        body,
      })
      discard()
      setTimeOpen(false)
      say(t('incident.line.said'))
    } catch (thrown) {
      const problem = asProblem(thrown)
      setError(problem.isUnreachable ? t('ui.unreachable') : problem.message)
    } finally {
      setPending(false)
      void queries.invalidateQueries({ queryKey: key })
      void queries.invalidateQueries({ queryKey: incidentOptions(incident.id).queryKey })
    }
  }

  return (
    <div ref={box} className={recordbox.recordBox}>
      <About
        draft={values}
        onDrop={(part) => change(part)}
        restored={
          restoredAt && values.text !== ''
            ? t('ui.restored', { time: dayAndClock(restoredAt, now, language) })
            : undefined
        }
      />
      <Composer
        text={values.text}
        onText={(text) => change({ text })}
        kind={values.kind}
        onKind={(kind) => change({ kind })}
        onRecord={() => void record()}
        isPending={isPending}
        isDisabled={!may.allowed || uploads.files.length > 0 || isTimeWrong}
        error={error ?? (may.allowed ? undefined : may.reason)}
        onPasteFiles={uploads.add}
        time={
          <span className={recordbox.happened}>
            {t('incident.line.happened')}{' '}
            <span className="num">{happenedText(values, now, language)}</span>
            <Button kind="text" size="small" onPress={() => setTimeOpen(!isTimeOpen)}>
              {isTimeOpen ? t('ui.close') : t('incident.line.change')}
            </Button>
          </span>
        }
        attachments={<AttachButton onFiles={uploads.add} />}
      />
      {isTimeOpen && (
        <div className={recordbox.timeBox}>
          {values.precision !== 'unknown' && (
            <DateTimeField
              key={restoredAt?.getTime() ?? 0}
              label={t('incident.line.happened')}
              hint={t('incident.line.happenedHint')}
              latest={now}
              initial={timeValue(values)}
              onRead={(value) => {
                setTimeWrong(value === undefined)
                if (value === null) change({ at: undefined, precision: undefined } as object)
                if (value) change(happenedAt(value))
              }}
            />
          )}
          <Checkbox
            label={t('incident.line.timeUnknown')}
            checked={values.precision === 'unknown'}
            onChange={(event) => {
              setTimeWrong(false)
              const given = event.target.checked ? { precision: 'unknown' as const } : noTime
              change({ at: undefined, precision: undefined, ...given } as object)
            }}
          />
        </div>
      )}
      <UploadList files={uploads.files} />
      {values.files.length > 0 && (
        <ul className={css.uploads} aria-label={t('incident.file.attached')}>
          {values.files.map((file) => (
            <li key={file.id}>
              <span>{file.name}</span>
              <Button
                kind="text"
                size="small"
                onPress={() => change({ files: values.files.filter((one) => one.id !== file.id) })}
              >
                {t('incident.file.detach')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )

  function happenedText(draft: Draft, at: Date, said: typeof language): string {
    if (draft.precision === 'unknown') return t('ui.unknown')
    if (draft.at === undefined) return clock(at, said)
    const time = dayAndClock(new Date(draft.at), at, said)
    return draft.precision === 'hour' ? t('line.about', { time }) : time
  }
}

type AboutProps = {
  draft: Draft
  onDrop: (part: Partial<Draft>) => void
  restored: string | undefined
}

/** What the line is for: it puts another right, or it settles an obligation. */
function About({ draft, onDrop, restored }: AboutProps) {
  const { t } = useSpeech()
  const { corrects, fulfils } = draft
  if (corrects === undefined && fulfils === undefined && restored === undefined) return null
  return (
    <div className={recordbox.about}>
      {corrects !== undefined && (
        <p>
          {t('incident.line.corrects', { text: short(corrects.text) })}
          <Button kind="text" size="small" onPress={() => onDrop({ corrects: undefined })}>
            {t('ui.cancel')}
          </Button>
        </p>
      )}
      {fulfils !== undefined && (
        <p>
          {t('incident.line.fulfils', { name: fulfils.label })}
          <Button kind="text" size="small" onPress={() => onDrop({ fulfils: undefined })}>
            {t('ui.cancel')}
          </Button>
        </p>
      )}
      {restored !== undefined && <p>{restored}</p>}
    </div>
  )
}

function short(text: string): string {
  const signs = [...text]
  return signs.length <= 30 ? text : `${signs.slice(0, 30).join('')}…`
}

/** The line as it is shown until the server has answered. */
function aheadOf(body: Schemas['LineInput'], person: { id: string; name: string }): Line {
  const now = new Date().toISOString()
  return {
    id: `ahead-${now}`,
    kind: body.kind,
    text: body.text,
    occurred_at: body.occurred_at ?? now,
    precision: body.precision ?? 'minute',
    recorded_at: now,
    by: { id: person.id, name: person.name },
    seq: 0,
  }
}

/** The line at its place: newest happening first. */
export function withLine(
  have: InfiniteData<Schemas['Timeline']> | undefined,
  line: Line,
): InfiniteData<Schemas['Timeline']> | undefined {
  const [first, ...rest] = have?.pages ?? []
  if (have === undefined || first === undefined) return have
  const at = first.items.findIndex((one) => one.occurred_at <= line.occurred_at)
  const place = at < 0 ? first.items.length : at
  const items = [...first.items.slice(0, place), line, ...first.items.slice(place)]
  return { ...have, pages: [{ ...first, items }, ...rest] }
}
