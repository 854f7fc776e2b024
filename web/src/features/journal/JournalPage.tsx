import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useRef } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { type Command, useCommands } from '@/app/commands'
import { useMay } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useNarrow } from '@/app/useNarrow'
import { useNow } from '@/app/useNow'
import type { Language } from '@/i18n'
import { dayAndClock } from '@/i18n/dates'
import { type Say, useSpeech, useT } from '@/i18n/journal'
import { type Column, DataGrid } from '@/ui/DataGrid'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import css from './journal.module.css'
import Kinds from './Kinds'
import { ProofPanel } from './ProofPanel'

type Entry = Schemas['JournalEntry']

const pageRows = 100

function useEntries(incident: string | undefined) {
  const filter = incident === undefined ? {} : { incident }
  return useInfiniteQuery({
    queryKey: ['get', '/api/v1/journal/entries', filter] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET('/api/v1/journal/entries', {
        params: { query: { ...filter, limit: pageRows, ...after } },
        signal,
      })
      return data ?? { items: [] }
    },
    initialPageParam: '',
    getNextPageParam: (page: Schemas['EntryList']) => page.next,
  })
}

/** 操作の記録: every entry, newest first, and the proof of each. */
export default function JournalPage() {
  const { t, language } = useSpeech()
  const navigate = useNavigate({ from: '/journal' })
  const { incident, seq } = useSearch({ from: '/journal' })
  const entries = useEntries(incident)
  // Numbers and proofs are for whoever counts the journal; a gap would tell others too much.
  const mayProve = useMay('journal.verify')
  const state = query.useQuery('get', '/api/v1/journal', {}, { enabled: mayProve })
  const now = useNow(60_000)
  const frame = useRef<HTMLDivElement>(null)
  const isNarrow = useNarrow()
  const isPhone = useNarrow('43rem')
  useJournalCommands(frame)

  const rows = useMemo(
    () => entries.data?.pages.flatMap((page) => page.items) ?? [],
    [entries.data],
  )
  const show = useCallback(
    (to: number | undefined) =>
      void navigate({
        search: ({ seq: _, ...rest }) => (to === undefined ? rest : { ...rest, seq: to }),
        resetScroll: false,
      }),
    [navigate],
  )
  const onOpen = useCallback(
    (row: Entry) => {
      if (row.seq !== undefined && row.type !== 'hidden') show(row.seq)
    },
    [show],
  )
  const { hasNextPage, isFetching, fetchNextPage } = entries
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const columns = useMemo(
    () =>
      isPhone
        ? phoneColumns(t).filter((column) => mayProve || column.key === 'summary')
        : columnsFor(t, language, now, seq !== undefined).filter(
            (column) => (!isNarrow || column.isNarrow) && (mayProve || column.key !== 'seq'),
          ),
    [t, language, now, seq, isNarrow, isPhone, mayProve],
  )
  // Who may not read is told who may; an empty list would say that there is nothing.
  if (entries.error !== null && rows.length === 0) {
    return (
      <Page title={t('journal.title')} meta={<span>{t('journal.what')}</span>}>
        <EmptyState title={asProblem(entries.error).message} />
      </Page>
    )
  }
  const title = rows.find((row) => row.incident?.id === incident)?.incident
  const size = state.data?.size
  return (
    <Page
      title={t('journal.title')}
      fit="fill"
      meta={
        <>
          <span>{t('journal.what')}</span>
          {size !== undefined && <span className="num">{t('journal.state', { n: size })}</span>}
        </>
      }
    >
      <Kinds />
      {incident !== undefined && (
        <p className={css.only}>
          {t('journal.only', {
            title: title === undefined ? '…' : `${title.number} ${title.title}`,
          })}{' '}
          <Link to="/journal" search={{}}>
            {t('journal.all')}
          </Link>
        </p>
      )}
      {entries.error !== null && (
        <Notice tone="danger" role="alert" title={asProblem(entries.error).message} />
      )}
      <div className={seq === undefined || !mayProve ? css.single : css.split}>
        <div ref={frame} className={css.frame}>
          {entries.isPending ? (
            <Loading />
          ) : (
            <DataGrid
              label={t('journal.label')}
              columns={columns}
              rows={rows}
              idOf={idOf}
              onOpen={onOpen}
              onEnd={more}
              rowHeight={isPhone ? 76 : 56}
              empty={<EmptyState title={t('journal.empty')} />}
            />
          )}
        </div>
        {seq !== undefined && mayProve && (
          <ProofPanel key={seq} seq={seq} onClose={() => show(undefined)} />
        )}
      </div>
    </Page>
  )
}

const idOf = (row: Entry) => row.id

type EntryColumn = Column<Entry> & { isNarrow?: boolean }

function columnsFor(t: Say, language: Language, now: Date, isProofOpen: boolean): EntryColumn[] {
  const all: EntryColumn[] = [
    {
      key: 'seq',
      label: t('journal.number'),
      width: '5rem',
      cell: (row) => row.seq,
      isNumber: true,
      isNarrow: true,
    },
    {
      key: 'recorded',
      label: t('journal.recorded'),
      width: '9.5rem',
      cell: (row) => (
        <span className={css.lines}>
          <span className="num">{dayAndClock(new Date(row.recorded_at), now, language)}</span>
          {row.clock_ran_back && <b className={css.warn}>{t('journal.ranBack')}</b>}
        </span>
      ),
    },
    {
      key: 'who',
      label: t('journal.who'),
      width: '11rem',
      cell: (row) => (
        <span className={css.lines}>
          <span>
            {row.by.name}
            {row.by.acting_for !== undefined && t('journal.actingFor', { name: row.by.acting_for })}
          </span>
          {row.by.post !== undefined && <small>{row.by.post}</small>}
        </span>
      ),
    },
    {
      key: 'kind',
      label: t('journal.kind'),
      width: '8rem',
      cell: (row) => <b className={css.cut}>{row.label ?? row.type}</b>,
    },
    {
      key: 'summary',
      label: t('journal.summary'),
      width: 'minmax(10rem, 1fr)',
      cell: (row) => <Summary row={row} className={css.cut} />,
      isNarrow: true,
    },
    {
      key: 'proof',
      label: t('journal.proof'),
      width: '7rem',
      cell: () => <span className={css.show}>{t('journal.show')}</span>,
      isNarrow: true,
    },
  ]
  return isProofOpen ? all.filter((column) => column.key !== 'who') : all
}

/** On a phone: two lines of what happened, and the way to its proof. */
function phoneColumns(t: Say): Column<Entry>[] {
  return [
    {
      key: 'seq',
      label: t('journal.number'),
      width: '3.5rem',
      cell: (row) => row.seq,
      isNumber: true,
    },
    {
      key: 'summary',
      label: t('journal.summary'),
      width: 'minmax(0, 1fr)',
      cell: (row) => <Summary row={row} className={css.two} />,
    },
    {
      key: 'proof',
      label: t('journal.proof'),
      width: '4.5rem',
      cell: () => <span className={css.show}>{t('journal.proof')}</span>,
    },
  ]
}

function Summary({ row, className }: { row: Entry; className: string | undefined }) {
  return (
    <span className={css.lines}>
      <span className={className}>{row.summary}</span>
      {row.incident !== undefined && (
        <small className={css.cut}>
          <span className="num">{row.incident.number}</span> {row.incident.title}
        </small>
      )}
    </span>
  )
}

function useJournalCommands(frame: { current: HTMLDivElement | null }): void {
  const t = useT()
  const commands = useMemo<Command[]>(() => {
    const press = (key: string) => {
      const cell = frame.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')
      if (!cell) return
      if (!frame.current?.contains(document.activeElement)) return cell.focus()
      cell.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    }
    const group = 'screen' as const
    return [
      {
        id: 'journal.next',
        group,
        label: t('journal.next'),
        keys: 'j',
        run: () => press('ArrowDown'),
      },
      {
        id: 'journal.previous',
        group,
        label: t('journal.previous'),
        keys: 'k',
        run: () => press('ArrowUp'),
      },
    ]
  }, [frame, t])
  useCommands(commands)
}
