import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { api, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { alertStates } from '@/app/router'
import { Page } from '@/app/shell/Page'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/alerts'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { SegmentedChoice } from '@/ui/SegmentedChoice'
import { placeOf, type Row, severityTones } from './alerts'
import css from './alerts.module.css'

const AlertView = later(() => import('./AlertView'))

function useAlerts(state: (typeof alertStates)[number]) {
  return useInfiniteQuery({
    queryKey: ['get', '/api/v1/alerts', { rows: state }] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET('/api/v1/alerts', {
        params: { query: { state, limit: 50, ...after } },
        signal,
      })
      return data ?? ({ items: [], counts: { new: 0 } } satisfies Schemas['AlertList'])
    },
    initialPageParam: '',
    getNextPageParam: (last: Schemas['AlertList']) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** 検知: what machines found, gathered; each is made a report, added to one, or put away. */
export default function AlertsPage() {
  const t = useT()
  const navigate = useNavigate({ from: '/alerts' })
  const { state = 'new', alert } = useSearch({ from: '/alerts' })
  const list = useAlerts(state)
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const show = (to: string | undefined) =>
    void navigate({
      search: ({ alert: _, ...rest }) => (to === undefined ? rest : { ...rest, alert: to }),
      resetScroll: false,
    })
  return (
    <Page title={t('alerts.title')} meta={<span>{t('alerts.what')}</span>}>
      <SegmentedChoice
        label={t('alerts.show')}
        isLabelHidden
        isInline
        isSoft
        value={state}
        options={alertStates.map((one) => ({ value: one, label: t(`alerts.states.${one}`) }))}
        onChange={(to) => void navigate({ search: to === 'new' ? {} : { state: to } })}
      />
      {list.error !== null && (
        <Notice tone="danger" role="alert" title={asProblem(list.error).message} />
      )}
      {list.isPending && <Loading />}
      {list.data !== undefined && rows.length === 0 && (
        <EmptyState title={t(state === 'judged' ? 'alerts.noneJudged' : 'alerts.none')}>
          <p>{t('alerts.noneWhat')}</p>
        </EmptyState>
      )}
      <div className={css.list}>
        {rows.map((row) => (
          <AlertCard key={row.id} row={row} isOpen={row.id === alert} onShow={show} />
        ))}
      </div>
      {list.hasNextPage && (
        <p>
          <Button
            size="small"
            isPending={list.isFetchingNextPage}
            onPress={() => void list.fetchNextPage()}
          >
            {t('alerts.more')}
          </Button>
        </p>
      )}
    </Page>
  )
}

type CardProps = { row: Row; isOpen: boolean; onShow: (id: string | undefined) => void }

function AlertCard({ row, isOpen, onShow }: CardProps) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const button = useRef<HTMLDivElement>(null)
  const place = placeOf(row)
  const said = place === 'manyHosts' || place === 'manyRules' ? t(`alerts.${place}`) : place
  const facts = [
    row.source,
    said,
    t('alerts.count', { n: row.count }),
    t('alerts.last', { time: dayAndClock(new Date(row.last_at), now, language) }),
  ]
  const close = () => {
    onShow(undefined)
    button.current?.querySelector('button')?.focus()
  }
  return (
    <article className={css.card}>
      <div className={css.head}>
        <Chip tone={severityTones[row.severity]}>
          <span className="hidden-visually">{t('alerts.severityLabel')} </span>
          {t(`alerts.severity.${row.severity}`)}
        </Chip>
        <h2>{row.title}</h2>
        {row.state !== 'new' && <Chip>{t(`alerts.state.${row.state}`)}</Chip>}
        <div ref={button}>
          <Button
            size="small"
            kind="text"
            aria-label={isOpen ? undefined : t('alerts.openNamed', { title: row.title })}
            onPress={() => onShow(isOpen ? undefined : row.id)}
          >
            {t(isOpen ? 'alerts.close' : 'alerts.open')}
          </Button>
        </div>
      </div>
      <p className={`${css.sub} num`}>{facts.filter((fact) => fact !== '').join('　')}</p>
      {isOpen && <AlertView id={row.id} onJudged={close} />}
    </article>
  )
}
