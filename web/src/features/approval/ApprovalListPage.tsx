import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { api, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useMay } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/approval'
import { dayAndClock } from '@/i18n/dates'
import { Button, ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { Pills } from '@/ui/Tabs'
import { type Approval, tones, waitsForMe } from './approval'
import css from './approval.module.css'

const states = ['waiting', 'all'] as const

/** 決裁: what waits for the reader first. */
export default function ApprovalListPage() {
  const t = useT()
  const navigate = useNavigate({ from: '/approvals' })
  const { state = 'waiting' } = useSearch({ from: '/approvals' })
  const mayAsk = useMay('approval.ask')
  const pages = useInfiniteQuery({
    queryKey: ['get', '/api/v1/approvals', { rows: state }] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET('/api/v1/approvals', {
        params: { query: { state, ...after } },
        signal,
      })
      return data ?? { items: [], kinds: [] }
    },
    initialPageParam: '',
    getNextPageParam: (page: Schemas['ApprovalList']) => page.next,
  })
  const rows = pages.data?.pages.flatMap((page) => page.items)
  return (
    <Page
      title={t('approval.title')}
      meta={<span>{t('approval.lead')}</span>}
      actions={
        mayAsk && (
          <ButtonLink to="/approvals/new" size="small">
            {t('approval.new')}
          </ButtonLink>
        )
      }
    >
      <div className={css.stack}>
        <Pills
          label={t('approval.filter')}
          tabs={states.map((value) => ({ value, label: t(`approval.${value}`) }))}
          value={state}
          onChange={(to) => void navigate({ search: to === 'all' ? { state: 'all' } : {} })}
        />
        {pages.error !== null && (
          <Notice tone="danger" role="alert" title={asProblem(pages.error).message} />
        )}
        {rows === undefined && pages.error === null && <Loading />}
        {rows !== undefined && (state === 'all' ? <All rows={rows} /> : <Waiting rows={rows} />)}
        {pages.hasNextPage && (
          <div className={css.acts}>
            <Button
              size="small"
              isPending={pages.isFetchingNextPage}
              onPress={() => void pages.fetchNextPage()}
            >
              {t('approval.more')}
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}

function All({ rows }: { rows: readonly Approval[] }) {
  const t = useT()
  if (rows.length === 0) return <EmptyState title={t('approval.noneAll')} />
  return (
    <Card title={t('approval.all')}>
      <Rows rows={rows} />
    </Card>
  )
}

function Waiting({ rows }: { rows: readonly Approval[] }) {
  const t = useT()
  if (rows.length === 0) return <EmptyState title={t('approval.none')} />
  const mine = rows.filter(waitsForMe)
  const others = rows.filter((one) => !waitsForMe(one))
  return (
    <>
      <Card title={t('approval.forMe')} tone={mine.length > 0 ? 'key' : 'plain'}>
        {mine.length === 0 && <p className={css.sub}>{t('approval.noneForMe')}</p>}
        <Rows rows={mine} />
      </Card>
      {others.length > 0 && (
        <Card title={t('approval.forOthers')}>
          <Rows rows={others} />
        </Card>
      )}
    </>
  )
}

function Rows({ rows }: { rows: readonly Approval[] }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  return (
    <ul className={css.rows}>
      {rows.map((one) => (
        <li key={one.id}>
          <p className={css.head}>
            <Chip tone={tones[one.state]}>{t(`approval.state.${one.state}`)}</Chip>
            <span>{one.kind_name}</span>
            {one.wanted_by !== undefined && (
              <span className="num">
                {t('approval.by', { time: dayAndClock(new Date(one.wanted_by), now, language) })}
              </span>
            )}
          </p>
          <Link to="/approvals/$id" params={{ id: one.id }} className={css.rowLink}>
            {one.title}
          </Link>
          <p className={`${css.sub} num`}>
            {t('approval.askedBy', {
              name: one.asked_by.name,
              time: dayAndClock(new Date(one.asked_at), now, language),
            })}
          </p>
        </li>
      ))}
    </ul>
  )
}
