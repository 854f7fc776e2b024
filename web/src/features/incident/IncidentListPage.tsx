import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { type Command, useCommands } from '@/app/commands'
import type { IncidentsSearch } from '@/app/router'
import { useMay } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useNarrow } from '@/app/useNarrow'
import { useNow } from '@/app/useNow'
import type { Language } from '@/i18n'
import { dayAndClock } from '@/i18n/dates'
import { type Say, useSpeech, useT } from '@/i18n/incidents'
import { Button, ButtonLink } from '@/ui/Button'
import { PriorityChip } from '@/ui/Chip'
import { type Column, DataGrid } from '@/ui/DataGrid'
import { Field, Select } from '@/ui/Field'
import type { Sort } from '@/ui/grid'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { Pills } from '@/ui/Tabs'
import css from './list.module.css'
import { useIncidentRows } from './listRows'
import { phaseKeys } from './phases'

type Row = Schemas['IncidentRow']

const states = ['open', 'ended', 'all'] as const
const priorities = ['P1', 'P2', 'P3', 'P4'] as const

/** Every incident; what is filtered stands in the address. */
export default function IncidentListPage() {
  const { t, language } = useSpeech()
  const navigate = useNavigate({ from: '/incidents' })
  const search = useSearch({ from: '/incidents' })
  const { rows, counts, isPending, error, hasMore, more } = useIncidentRows(search)
  const now = useNow(60_000)
  const frame = useRef<HTMLDivElement>(null)
  const isNarrow = useNarrow()
  const isPhone = useNarrow('43rem')
  useListCommands(frame)

  const change = useCallback(
    (part: Partial<IncidentsSearch>) =>
      void navigate({
        search: (was) =>
          Object.fromEntries(
            Object.entries({ ...was, ...part }).filter(([, value]) => value !== ''),
          ) as IncidentsSearch,
        replace: true,
      }),
    [navigate],
  )
  const sort = useMemo(() => readSort(search.sort), [search.sort])
  const onSort = useCallback(
    (to: Sort) => change({ sort: `${to.isDescending ? '-' : ''}${to.column}` }),
    [change],
  )
  const onOpen = useCallback(
    (row: Row) => void navigate({ to: '/incidents/$id', params: { id: row.id } }),
    [navigate],
  )
  const columns = useMemo(
    () =>
      isPhone
        ? [wholeColumn(t, language, now)]
        : columnsFor(t, language, now).filter((column) => !isNarrow || column.isNarrow),
    [t, language, now, isNarrow, isPhone],
  )
  // Sorted means sorted over all of them, so the rest is fetched too.
  useEffect(() => {
    if (sort !== undefined && hasMore) more()
  }, [sort, hasMore, more])

  const { state = 'open' } = search
  return (
    <Page title={t('incidents.title')} fit="fill">
      <div className={css.filters}>
        <Pills
          label={t('incidents.states')}
          tabs={states.map((value) => ({
            value,
            label: t(`incidents.${value}`),
            ...(value !== 'all' && counts !== undefined && { count: String(counts[value]) }),
          }))}
          value={state}
          onChange={(to) => change({ state: to })}
        />
        <SearchField q={search.q ?? ''} onSearch={(q) => change({ q })} />
        <Select
          label={t('incidents.priority')}
          value={search.priority ?? ''}
          onChange={(event) => change({ priority: event.target.value as Row['priority'] })}
          options={[
            { value: '', label: t('incidents.any') },
            ...priorities.map((value) => ({ value, label: t(`priority.${value}`) })),
          ]}
        />
        <CategoryField
          value={search.category ?? ''}
          onChange={(category) => change({ category })}
        />
      </div>
      {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
      <p className={css.count} role="status">
        {!isPending && t(hasMore ? 'incidents.shownMore' : 'incidents.shown', { n: rows.length })}
      </p>
      <div ref={frame} className={css.frame}>
        {isPending ? (
          <Loading />
        ) : (
          <DataGrid
            label={t('incidents.label')}
            columns={columns}
            rows={rows}
            idOf={idOf}
            onOpen={onOpen}
            sort={sort}
            onSort={onSort}
            onEnd={more}
            {...(isPhone && { rowHeight: 88 })}
            empty={<Empty onClear={() => void navigate({ search: {}, replace: true })} />}
          />
        )}
      </div>
    </Page>
  )
}

const idOf = (row: Row) => row.id

function Empty({ onClear }: { onClear: () => void }) {
  const t = useT()
  return (
    <EmptyState title={t('incidents.empty')}>
      <p>{t('incidents.emptyWhat')}</p>
      <div className={css.choices}>
        <Button size="small" onPress={onClear}>
          {t('incidents.clear')}
        </Button>
        <ButtonLink to="/inbox" kind="text" size="small">
          {t('incidents.toInbox')}
        </ButtonLink>
      </div>
    </EmptyState>
  )
}

/** `-changed` is by 更新, newest first. */
export function readSort(text: string | undefined): Sort | undefined {
  if (text === undefined) return undefined
  const isDescending = text.startsWith('-')
  return { column: isDescending ? text.slice(1) : text, isDescending }
}

type ListColumn = Column<Row> & { isNarrow?: boolean }

function columnsFor(t: Say, language: Language, now: Date): ListColumn[] {
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  return [
    {
      key: 'number',
      label: t('incidents.number'),
      width: '6.5rem',
      cell: (row) => <span className="num">{row.number}</span>,
      sortBy: (row) => row.number,
      isNarrow: true,
    },
    {
      key: 'priority',
      label: t('incidents.priority'),
      width: '6rem',
      cell: (row) => <PriorityChip priority={row.priority} />,
      sortBy: (row) => row.priority,
      isNarrow: true,
    },
    {
      key: 'title',
      label: t('incidents.name'),
      width: 'minmax(12rem, 1fr)',
      cell: (row) => <span className={css.title}>{row.erased ? t('ui.erased') : row.title}</span>,
      sortBy: (row) => row.title,
      isNarrow: true,
    },
    {
      key: 'category',
      label: t('incidents.category'),
      width: '8.5rem',
      cell: (row) => <span className={css.cut}>{mainCategory(row)}</span>,
      sortBy: mainCategory,
    },
    {
      key: 'phase',
      label: t('incidents.phase'),
      width: '7.5rem',
      cell: (row) => <span className={css.cut}>{t(phaseKeys[row.phase])}</span>,
      sortBy: (row) => Object.keys(phaseKeys).indexOf(row.phase),
    },
    {
      key: 'department',
      label: t('incidents.department'),
      width: '6.5rem',
      cell: (row) => <span className={css.cut}>{row.department ?? ''}</span>,
      sortBy: (row) => row.department ?? '',
    },
    {
      key: 'due',
      label: t('incidents.due'),
      width: '11.5rem',
      cell: (row) => <Due row={row} time={time} />,
      sortBy: (row) => row.next_due?.due_at ?? '9999',
      isNarrow: true,
    },
    {
      key: 'changed',
      label: t('incidents.changed'),
      width: '8rem',
      cell: (row) => <span className="num">{time(row.changed_at)}</span>,
      sortBy: (row) => row.changed_at,
    },
  ]
}

/** On a phone: the title, and below it what the other columns of a narrow list say. */
function wholeColumn(t: Say, language: Language, now: Date): Column<Row> {
  return {
    key: 'title',
    label: t('incidents.name'),
    width: 'minmax(0, 1fr)',
    cell: (row) => (
      <span className={css.whole}>
        <span className={css.title}>{row.erased ? t('ui.erased') : row.title}</span>
        <span className={css.below}>
          <PriorityChip priority={row.priority} />
          <span className="num">{row.number}</span>
          <Due row={row} time={(at) => dayAndClock(new Date(at), now, language)} />
        </span>
      </span>
    ),
    sortBy: (row) => row.title,
  }
}

function mainCategory(row: Row): string {
  const main = row.categories.find((category) => category.main) ?? row.categories[0]
  return main?.subtype_name ?? main?.name ?? ''
}

function Due({ row, time }: { row: Row; time: (at: string) => string }) {
  const t = useT()
  const due = row.next_due
  if (due?.due_at === undefined) return null
  const isLate = due.state === 'overdue'
  return (
    <span className={isLate ? css.late : css.due}>
      <span className={css.cut}>
        {due.kind === 'law' ? t('ui.law') : t('ui.target')} {due.label}
      </span>
      <span className="num">
        {time(due.due_at)} {isLate && t('incidents.late')}
      </span>
    </span>
  )
}

function CategoryField({ value, onChange }: { value: string; onChange: (v: string) => void }) {
  const t = useT()
  const mayRead = useMay('charter.read')
  const { data } = query.useQuery('get', '/api/v1/charter', {}, { enabled: mayRead })
  return (
    <Select
      label={t('incidents.category')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      options={[
        { value: '', label: t('incidents.any') },
        ...(data?.categories ?? []).map((one) => ({ value: one.code, label: one.name })),
      ]}
    />
  )
}

const pauseMs = 250

/** Searches a moment after the last sign, and never while an IME composes. */
function SearchField({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const t = useT()
  const [text, setText] = useState(q)
  const timer = useRef(0)
  const composing = useRef(false)
  const later = (next: string) => {
    window.clearTimeout(timer.current)
    if (composing.current) return
    timer.current = window.setTimeout(() => onSearch(next.normalize('NFKC').trim()), pauseMs)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  useEffect(() => {
    if (q === '') setText('')
  }, [q])
  return (
    <Field
      id="incident-search"
      type="search"
      label={t('incidents.search')}
      maxLength={100}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        later(event.target.value)
      }}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        later(event.currentTarget.value)
      }}
    />
  )
}

/** J and K move as the arrows do, / leads to the search field. */
function useListCommands(frame: { current: HTMLDivElement | null }): void {
  const t = useT()
  const commands = useMemo<Command[]>(() => {
    const press = (key: string) => {
      const grid = frame.current?.querySelector<HTMLElement>('[role=grid]')
      const cell = grid?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')
      if (!cell) return
      if (!grid?.contains(document.activeElement)) return cell.focus()
      cell.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
    }
    return [
      {
        id: 'incidents.next',
        group: 'screen',
        label: t('incidents.next'),
        keys: 'j',
        run: () => press('ArrowDown'),
      },
      {
        id: 'incidents.previous',
        group: 'screen',
        label: t('incidents.previous'),
        keys: 'k',
        run: () => press('ArrowUp'),
      },
      {
        id: 'incidents.find',
        group: 'screen',
        label: t('incidents.find'),
        keys: '/',
        run: () => document.getElementById('incident-search')?.focus(),
      },
    ]
  }, [frame, t])
  useCommands(commands)
}
