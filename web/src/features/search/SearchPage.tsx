import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { asProblem, type Problem } from '@/api/problem'
import { type Command, useCommands } from '@/app/commands'
import type { SearchAddress } from '@/app/router'
import { Page } from '@/app/shell/Page'
import { useSpeech, useT } from '@/i18n/search'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { Pills } from '@/ui/Tabs'
import { changed, isNarrowed, widened } from './address'
import { Filters } from './Filters'
import { Result } from './Result'
import css from './search.module.css'

const pageRows = 20
const parts = ['all', 'report', 'incident', 'line', 'letter'] as const

function useFound(address: SearchAddress) {
  const { q = '', ...filter } = address
  return useInfiniteQuery({
    queryKey: ['get', '/api/v1/search', address] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET('/api/v1/search', {
        params: { query: { q, ...filter, limit: pageRows, ...after } },
        signal,
      })
      return data
    },
    enabled: q !== '',
    initialPageParam: '',
    getNextPageParam: (page: Schemas['SearchPage'] | undefined) => page?.next,
    // What was written since is found the next time.
    staleTime: 0,
  })
}

/** 検索: reports and incidents by words. All that is chosen stands in the address. */
export default function SearchPage() {
  const { t } = useSpeech()
  const navigate = useNavigate({ from: '/search' })
  const address = useSearch({ from: '/search' })
  const found = useFound(address)
  const list = useRef<HTMLOListElement>(null)
  useSearchCommands(list)

  const change = useCallback(
    (part: Partial<SearchAddress>, replace = true) =>
      void navigate({ search: (was) => changed(was, part), replace, resetScroll: false }),
    [navigate],
  )
  const first = found.data?.pages[0]
  const rows = found.data?.pages.flatMap((page) => page?.items ?? []) ?? []
  const problem = found.error === null ? undefined : asProblem(found.error)
  return (
    <Page title={t('search.title')} meta={<span>{t('search.what')}</span>}>
      <div className={css.stack}>
        <Words
          q={address.q ?? ''}
          problem={problem}
          onSearch={(q) => change({ q }, (address.q ?? '') === '')}
        />
        <Filters address={address} problem={problem} onChange={change} />
        {address.q === undefined ? (
          <Before />
        ) : (
          <>
            <Shown counts={first?.counts} address={address} onChange={change} />
            {problem !== undefined && <Failed problem={problem} />}
            {found.isPending && <Loading label={t('search.pending')} />}
            {first !== undefined && (
              <p role="status" className={css.sub}>
                {t(first.counts.at_least ? 'search.countAtLeast' : 'search.count', {
                  n: address.kind === undefined ? first.counts.all : first.counts[address.kind],
                })}
              </p>
            )}
            {first?.cut && <Notice tone="info" title={t('search.cut')} />}
            {first !== undefined && rows.length === 0 && (
              <Nothing address={address} onWiden={() => void navigate({ search: widened })} />
            )}
            <ol ref={list} className={css.results} aria-label={t('search.results')}>
              {rows.map((hit) => (
                <Result key={hit.id} hit={hit} />
              ))}
            </ol>
            {found.hasNextPage && (
              <div className={css.more}>
                <Button
                  isPending={found.isFetchingNextPage}
                  onPress={() => void found.fetchNextPage()}
                >
                  {t('search.more')}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </Page>
  )
}

type WordsProps = { q: string; problem: Problem | undefined; onSearch: (q: string) => void }

/** The words, sent with Enter: a form, so that an IME's Enter never sends. */
function Words({ q, problem, onSearch }: WordsProps) {
  const t = useT()
  const [text, setText] = useState(q)
  useEffect(() => setText(q), [q])
  const send = (event: FormEvent) => {
    event.preventDefault()
    onSearch(text.trim())
  }
  return (
    <search>
      <form onSubmit={send} className={css.words}>
        <Field
          id="search-words"
          type="search"
          label={t('search.words')}
          hint={t('search.wordsHint')}
          error={problem?.field === 'q' ? problem.message : undefined}
          maxLength={100}
          autoFocus={q === ''}
          enterKeyHint="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" kind="filled">
          {t('search.send')}
        </Button>
      </form>
    </search>
  )
}

type ShownProps = {
  counts: Schemas['SearchPage']['counts'] | undefined
  address: SearchAddress
  onChange: (part: Partial<SearchAddress>) => void
}

function Shown({ counts, address, onChange }: ShownProps) {
  const t = useT()
  const number = (part: (typeof parts)[number]) => {
    if (counts === undefined) return {}
    return { count: t(counts.at_least ? 'search.atLeast' : 'search.exactly', { n: counts[part] }) }
  }
  return (
    <Pills
      label={t('search.part')}
      tabs={parts.map((value) => ({ value, label: t(`search.in.${value}`), ...number(value) }))}
      value={address.kind ?? 'all'}
      onChange={(to) => onChange({ kind: to === 'all' ? undefined : to })}
    />
  )
}

function Failed({ problem }: { problem: Problem }) {
  const t = useT()
  if (problem.field !== undefined && !problem.isUnreachable) return null
  return (
    <Notice
      tone="danger"
      role="alert"
      title={problem.isUnreachable ? t('search.unreachable') : problem.message}
    />
  )
}

function Before() {
  const t = useT()
  return (
    <EmptyState title={t('search.before')}>
      <ul className={css.tips}>
        <li>{t('search.tipNumber')}</li>
        <li>{t('search.tipWords')}</li>
        <li>{t('search.tipQuotes')}</li>
        <li>{t('search.tipSpelling')}</li>
      </ul>
    </EmptyState>
  )
}

function Nothing({ address, onWiden }: { address: SearchAddress; onWiden: () => void }) {
  const t = useT()
  return (
    <EmptyState title={t('search.nothing', { words: address.q ?? '' })}>
      <ul className={css.tips}>
        <li>{t('search.tryFewer')}</li>
        <li>{t('search.tryOther')}</li>
        <li>{t('search.notAll')}</li>
      </ul>
      {isNarrowed(address) && <Button onPress={onWiden}>{t('search.widen')}</Button>}
    </EmptyState>
  )
}

/** J and K move from one result to the next, / leads to the words. */
function useSearchCommands(list: { current: HTMLOListElement | null }): void {
  const t = useT()
  const commands = useMemo<Command[]>(() => {
    const move = (by: number) => {
      const links = [...(list.current?.querySelectorAll<HTMLElement>('a[data-result]') ?? [])]
      const at = links.indexOf(document.activeElement as HTMLElement)
      const to = at === -1 ? 0 : at + by
      links[Math.min(Math.max(to, 0), links.length - 1)]?.focus()
    }
    const of = (id: string, keys: string, run: () => void, label: string): Command => ({
      id: `search.${id}`,
      group: 'screen',
      label,
      keys,
      run,
    })
    return [
      of('next', 'j', () => move(1), t('search.next')),
      of('previous', 'k', () => move(-1), t('search.previous')),
      of('find', '/', () => document.getElementById('search-words')?.focus(), t('search.find')),
    ]
  }, [list, t])
  useCommands(commands)
}
