import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { LogsAddress } from '@/app/router'
import { Page } from '@/app/shell/Page'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/logs'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Field, Select } from '@/ui/Field'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { type Line, type Span, since, spans, tones } from './logs'
import css from './logs.module.css'
import { Rules } from './Rules'
import { Sources } from './Sources'

function useLines({ q, host, span = 'all' }: LogsAddress) {
  return useInfiniteQuery({
    queryKey: ['get', '/api/v1/logs', { q, host, span }] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: number; signal: AbortSignal }) => {
      const from = since(span, new Date())
      const { data } = await api.GET('/api/v1/logs', {
        params: {
          query: {
            limit: 100,
            ...(q && { q }),
            ...(host && { host }),
            ...(from && { from }),
            ...(pageParam > 0 && { before: pageParam }),
          },
        },
        signal,
      })
      return data ?? ({ items: [], total: 0 } satisfies Schemas['LogPage'])
    },
    initialPageParam: 0,
    getNextPageParam: (last: Schemas['LogPage']) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** ログ: what machines sent, newest first, and which of them have fallen silent. */
export default function LogsPage() {
  const { t, language } = useSpeech()
  const navigate = useNavigate({ from: '/logs' })
  const address = useSearch({ from: '/logs' })
  const sources = query.useQuery('get', '/api/v1/logs/sources', {}, { refetchInterval: 15_000 })
  const list = useLines(address)
  const now = useNow(60_000)
  const lines = list.data?.pages.flatMap((page) => page.items) ?? []
  const last = list.data?.pages.at(-1)
  const show = (to: LogsAddress) => void navigate({ search: to })
  const toRules = <Link to="/logs/rules">{t('logs.toRules')}</Link>
  if (sources.data?.listens === false) {
    return (
      <Page title={t('logs.title')} meta={<span>{t('logs.what')}</span>} actions={toRules}>
        <EmptyState title={t('logs.none')}>
          <p>{t('logs.noneWhat')}</p>
        </EmptyState>
        <Rules />
      </Page>
    )
  }
  return (
    <Page title={t('logs.title')} meta={<span>{t('logs.what')}</span>} actions={toRules}>
      <Filters key={JSON.stringify(address)} address={address} onSearch={show} />
      {list.error !== null && (
        <Notice tone="danger" role="alert" title={asProblem(list.error).message} />
      )}
      {sources.error !== null && (
        <Notice tone="danger" role="alert" title={asProblem(sources.error).message} />
      )}
      <div className={css.columns}>
        <section aria-label={t('logs.lines')}>
          {list.isPending && <Loading />}
          {list.data !== undefined && lines.length === 0 && last?.out_of_time !== true && (
            <EmptyState title={t(last?.total === 0 ? 'logs.noLinesYet' : 'logs.noLines')} />
          )}
          {lines.length > 0 && (
            <div className={css.lines}>
              {lines.map((line) => (
                <LogLine key={line.number} line={line} />
              ))}
            </div>
          )}
          {last?.out_of_time === true && last.searched_to !== undefined && (
            <Notice tone="info" role="status">
              {t('logs.outOfTime', {
                time: dayAndClock(new Date(last.searched_to), now, language),
              })}
            </Notice>
          )}
          {list.hasNextPage && (
            <p>
              <Button
                size="small"
                isPending={list.isFetchingNextPage}
                onPress={() => void list.fetchNextPage()}
              >
                {t(last?.out_of_time === true ? 'logs.goOn' : 'logs.more')}
              </Button>
            </p>
          )}
        </section>
        <div className={css.side}>
          {sources.data !== undefined && (
            <Sources sources={sources.data} onChoose={(host) => show({ ...address, host })} />
          )}
          <Rules />
        </div>
      </div>
    </Page>
  )
}

type FiltersProps = { address: LogsAddress; onSearch: (to: LogsAddress) => void }

function Filters({ address, onSearch }: FiltersProps) {
  const t = useT()
  const [q, setQ] = useState(address.q ?? '')
  const [host, setHost] = useState(address.host ?? '')
  const [span, setSpan] = useState<Span>(address.span ?? 'all')
  const search = (event: FormEvent) => {
    event.preventDefault()
    onSearch({
      ...(q.trim() !== '' && { q: q.trim() }),
      ...(host.trim() !== '' && { host: host.trim() }),
      ...(span !== 'all' && { span }),
    })
  }
  return (
    <search>
      <form className={css.filters} onSubmit={search}>
        <Field
          label={t('logs.words')}
          hint={t('logs.wordsHint')}
          maxLength={200}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <Field
          label={t('logs.host')}
          hint={t('logs.hostHint')}
          maxLength={200}
          value={host}
          onChange={(event) => setHost(event.target.value)}
        />
        <Select
          label={t('logs.span')}
          value={span}
          onChange={(event) => setSpan(event.target.value as Span)}
          options={spans.map((one) => ({ value: one, label: t(`logs.spans.${one}`) }))}
        />
        <Button kind="filled" type="submit">
          {t('logs.search')}
        </Button>
      </form>
    </search>
  )
}

function LogLine({ line }: { line: Line }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const { severity, said_at: said } = line
  return (
    <details className={css.line}>
      <summary>
        <time className={`${css.time} num`} dateTime={line.received_at}>
          {time(line.received_at)}
        </time>
        <span className={css.host}>{line.host}</span>
        {severity !== undefined && tones[severity] !== 'gray' && (
          <Chip tone={tones[severity]}>{t(`logs.severity.${severity}`)}</Chip>
        )}
        <span className={css.text}>{line.title || line.text}</span>
      </summary>
      <p className={`${css.sub} num`}>
        {[
          t('logs.received', { time: time(line.received_at) }),
          said !== undefined && t('logs.said', { time: time(said) }),
          t('logs.by', { way: line.way.replace('_', ' ').toUpperCase(), sender: line.sender }),
          line.app,
          severity !== undefined && t(`logs.severity.${severity}`),
          ...(line.marks ?? []).map((mark) => t(`logs.mark.${mark}`)),
        ]
          .filter(Boolean)
          .join('　')}
      </p>
      <pre>{line.raw}</pre>
    </details>
  )
}
