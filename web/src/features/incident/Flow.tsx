import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { memo, type Ref, useMemo, useState } from 'react'
import { query } from '@/api/client'
import { useMay } from '@/app/session'
import { wakeLines } from '@/app/wake/wake'
import type { Language } from '@/i18n'
import { type Say, useSpeech } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import type { LineKind } from '@/ui/Composer'
import { defanged } from '@/ui/defanged'
import { EmptyState, Loading } from '@/ui/Notice'
import { Pills } from '@/ui/Tabs'
import { Timeline, type TimelineLine } from '@/ui/Timeline'
import { type Line, linesOptions, personText } from './data'
import css from './Flow.module.css'
import { useRoom } from './room'

const filters = ['all', 'decision', 'contact'] as const
type Filter = (typeof filters)[number]

/** 経過: everything that happened, newest first; what was put right stays readable. */
export const Flow = memo(function Flow({ ref }: { ref?: Ref<HTMLElement> }) {
  const { t } = useSpeech()
  const [filter, setFilter] = useState<Filter>('all')
  return (
    <section ref={ref} className={css.flow} aria-labelledby="flow-title">
      <div className={css.flowHead}>
        <h2 id="flow-title">{t('incident.flow.title')}</h2>
        <Pills
          label={t('incident.flow.filter')}
          tabs={filters.map((value) => ({ value, label: t(`incident.flow.${value}`) }))}
          value={filter}
          onChange={setFilter}
        />
      </div>
      <Lines
        wants={(line) => filter === 'all' || line.kind === filter}
        hasCalls={filter !== 'decision'}
      />
    </section>
  )
})

type LinesProps = {
  wants: (line: Line) => boolean
  /** Also who was called out of bed, and who answered. */
  hasCalls?: boolean
}

/** The lines of the incident that `wants` lets through, and the way to older ones. */
export function Lines({ wants, hasCalls = false }: LinesProps) {
  const { t, language } = useSpeech()
  const { incident, compose } = useRoom()
  const lines = useInfiniteQuery(linesOptions(incident.id))
  const mayProve = useMay('journal.verify')
  const all = useMemo(() => lines.data?.pages.flatMap((page) => page.items) ?? [], [lines.data])
  const shown = all.filter(wants)
  const oldest = lines.hasNextPage ? all.at(-1)?.occurred_at : undefined
  const calls = useCalls(hasCalls, oldest)
  if (lines.isPending) return <Loading />
  const correct = (line: Line) =>
    compose({ kind: line.kind as LineKind, corrects: { id: line.id, text: line.text } })
  return (
    <>
      {shown.length + calls.length === 0 ? (
        <EmptyState title={t('incident.flow.empty')} />
      ) : (
        <Timeline
          lines={woven(
            shown.map((line) => present(line, { t, language, correct, mayProve })),
            calls,
          )}
        />
      )}
      {lines.hasNextPage && (
        <div className={css.more}>
          <Button
            kind="quiet"
            size="small"
            isPending={lines.isFetchingNextPage}
            onPress={() => void lines.fetchNextPage()}
          >
            {t('incident.flow.older')}
          </Button>
        </div>
      )}
    </>
  )
}

/** Who was called and who answered, since the oldest line that is shown. */
function useCalls(isWanted: boolean, since: string | undefined): TimelineLine[] {
  const { t } = useSpeech()
  const { incident } = useRoom()
  const { data: board } = query.useQuery(
    'get',
    '/api/v1/incidents/{id}/wake',
    { params: { path: { id: incident.id } } },
    { enabled: isWanted },
  )
  if (!isWanted || board === undefined) return []
  return wakeLines(board.wakes, since === undefined ? undefined : new Date(since)).map((line) => ({
    id: line.id,
    kind: 'contact',
    text: t(`incident.flow.${line.what}`, {
      name: personText({ ...line.call.person, post: line.call.post }, () => ''),
    }),
    occurredAt: line.at,
    precision: 'minute',
    by: line.by === undefined ? line.call.person.name : line.by.name,
  }))
}

/** Both in one order, the newest first; of the same moment the calls come later. */
function woven(lines: TimelineLine[], calls: readonly TimelineLine[]): TimelineLine[] {
  const all = [...lines]
  for (const call of calls) {
    const place = all.findIndex((line) => line.occurredAt < call.occurredAt)
    all.splice(place < 0 ? all.length : place, 0, call)
  }
  return all
}

type Ways = { t: Say; language: Language; correct: (line: Line) => void; mayProve: boolean }

function present(line: Line, { t, correct, mayProve }: Ways): TimelineLine {
  const isAhead = line.seq === 0
  const by = personText(line.by, (name) => t('incident.actingFor', { name }))
  const other = line.corrects ?? line.corrected_by
  return {
    id: line.id,
    kind: line.kind,
    text: (
      <span id={`line-${line.id}`} className={line.erased ? css.erased : undefined}>
        {defanged(line.text)}
      </span>
    ),
    occurredAt: new Date(line.occurred_at),
    precision: line.precision,
    recordedAt: new Date(line.recorded_at),
    by: isAhead ? t('incident.line.sending') : by,
    isCorrected: line.corrected_by !== undefined,
    ...(other !== undefined && {
      correction: (
        <a href={`#line-${other}`}>
          {line.corrects !== undefined
            ? t('incident.flow.correction')
            : t('incident.flow.corrected')}
        </a>
      ),
    }),
    ...(line.attachments !== undefined && {
      attachments: line.attachments.map((file) => ({
        id: file.id,
        label: (
          <>
            {file.name}
            <span className={css.hash} title={file.sha256}>
              SHA-256 {file.sha256.slice(0, 12)}…
            </span>
          </>
        ),
      })),
    }),
    actions: isAhead ? undefined : (
      <span className={css.lineActs}>
        {line.kind !== 'system' && !line.erased && line.corrected_by === undefined && (
          <button type="button" onClick={() => correct(line)}>
            {t('incident.flow.correct')}
          </button>
        )}
        {mayProve && (
          <Link to="/journal" search={{ seq: line.seq }}>
            {t('incident.flow.proof', { n: line.seq })}
          </Link>
        )}
      </span>
    ),
  }
}
