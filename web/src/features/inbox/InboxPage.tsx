import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { type Command, useCommands } from '@/app/commands'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/inbox'
import { ButtonLink } from '@/ui/Button'
import { later } from '@/ui/later'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './InboxPage.module.css'
import { nextAfter } from './judgement'
import { ReportDesk } from './ReportDesk'
import { ReportList } from './ReportList'
import type { Report } from './report'

const noReports: Schemas['ReportList'] = { items: [], counts: { undecided: 0, waiting: 0 } }

const NewLetters = later(() => import('@/app/letters/NewLetters'), null)

type Done = { text: string; incident: Report['incident'] }

/** 受付箱: the list, the report whole, and what it is judged to be. */
export default function InboxPage() {
  const t = useT()
  const navigate = useNavigate()
  const search = useSearch({ from: '/inbox' })
  const state = search.state ?? 'undecided'
  const list = useInfiniteQuery({
    queryKey: ['get', '/api/v1/reports', { rows: state }] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      // A place in a list is sealed by the server: the first page has none.
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET('/api/v1/reports', {
        params: { query: { state, limit: 100, ...after } },
        signal,
      })
      return data ?? noReports
    },
    initialPageParam: '',
    getNextPageParam: (last: Schemas['ReportList']) => last.next,
    placeholderData: keepPreviousData,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data])
  const ids = useMemo(() => rows.map((row) => row.id), [rows])
  const chosen = search.report
  const first = ids[0]
  const [done, setDone] = useState<Done>()
  const desk = useRef<HTMLDivElement>(null)
  const [takesFocus, setTakesFocus] = useState(false)

  const open = useCallback(
    (report: string | undefined, to = state) =>
      navigate({
        to: '/inbox',
        search: { ...(report && { report }), ...(to !== 'undecided' && { state: to }) },
        replace: true,
      }),
    [navigate, state],
  )

  // The open report stands in the address, so that it stays when the list moves under it.
  useEffect(() => {
    if (chosen === undefined && first !== undefined && !list.isPlaceholderData) void open(first)
  }, [chosen, first, open, list.isPlaceholderData])

  const commands = useMemo<Command[]>(() => {
    const at = chosen === undefined ? -1 : ids.indexOf(chosen)
    const step = (by: number) => () => {
      const to = ids[at < 0 ? 0 : at + by]
      setTakesFocus(false)
      setDone(undefined)
      if (to !== undefined) void open(to)
    }
    return [
      {
        id: 'inbox.next',
        group: 'screen',
        label: t('inbox.command.next'),
        keys: 'j',
        run: step(1),
      },
      {
        id: 'inbox.previous',
        group: 'screen',
        label: t('inbox.command.previous'),
        keys: 'k',
        run: step(-1),
      },
    ]
  }, [ids, chosen, open, t])
  useCommands(commands)

  const onJudged = (report: Report) => {
    const next = nextAfter(report.id, ids)
    const number = report.incident?.number ?? report.number
    const declared = report.state === 'declared'
    const what = declared
      ? t('inbox.judge.doneIncident', { number })
      : t('inbox.judge.done', { number: report.number })
    const text = `${what} ${next === undefined ? t('inbox.judge.noNext') : t('inbox.judge.next')}`
    say(text)
    setDone({ text, incident: report.incident })
    setTakesFocus(true)
    void open(next)
    if (next === undefined) desk.current?.focus()
  }

  return (
    <Page title={t('nav.inbox')} fit="panes">
      <div className={css.panes}>
        <ReportList
          rows={rows}
          counts={list.data?.pages[0]?.counts}
          state={state}
          chosen={chosen}
          isLoading={list.isLoading}
          onState={(to) => {
            setDone(undefined)
            void open(undefined, to)
          }}
          onOpen={() => {
            setDone(undefined)
            setTakesFocus(false)
          }}
          {...(list.hasNextPage && { onMore: () => void list.fetchNextPage() })}
        />
        <div className={css.desk} ref={desk} tabIndex={-1}>
          <NewLetters />
          {done !== undefined && (
            <div className={css.done}>
              <Notice tone="ok" title={done.text}>
                {done.incident !== undefined && (
                  <ButtonLink
                    to="/incidents/$id"
                    params={{ id: done.incident.id }}
                    kind="text"
                    size="small"
                  >
                    {t('inbox.judge.openIncident', { number: done.incident.number })}
                  </ButtonLink>
                )}
              </Notice>
            </div>
          )}
          {chosen !== undefined ? (
            <OpenReport key={chosen} id={chosen} takesFocus={takesFocus} onJudged={onJudged} />
          ) : (
            <Nothing isLoading={list.isLoading} count={rows.length} />
          )}
        </div>
      </div>
    </Page>
  )
}

function Nothing({ isLoading, count }: { isLoading: boolean; count: number }) {
  const t = useT()
  if (isLoading) return <Loading />
  if (count > 0) return <EmptyState title={t('inbox.choose')} />
  return (
    <EmptyState title={t('inbox.empty')}>
      <p>{t('inbox.emptyWhat')}</p>
    </EmptyState>
  )
}

type OpenProps = { id: string; takesFocus: boolean; onJudged: (report: Report) => void }

function OpenReport({ id, takesFocus, onJudged }: OpenProps) {
  const t = useT()
  const report = query.useQuery('get', '/api/v1/reports/{id}', { params: { path: { id } } })
  if (report.data !== undefined) {
    return (
      <ReportDesk
        report={report.data}
        readAgain={async () => {
          await report.refetch()
        }}
        takesFocus={takesFocus}
        onJudged={onJudged}
      />
    )
  }
  if (report.isLoading) return <Loading />
  const problem = asProblem(report.error)
  return (
    <div className={css.done}>
      <Notice tone="danger" role="alert" title={t('inbox.failed')}>
        {problem.isUnreachable ? t('ui.unreachable') : problem.message}
      </Notice>
    </div>
  )
}
