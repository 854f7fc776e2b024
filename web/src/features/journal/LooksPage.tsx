import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { api, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { Page } from '@/app/shell/Page'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/looks'
import { Button } from '@/ui/Button'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import Kinds from './Kinds'
import css from './looks.module.css'

type Look = Schemas['Look']

const pageRows = 50

function useLooks(incident: string | undefined) {
  const filter = incident === undefined ? {} : { incident }
  return useInfiniteQuery({
    queryKey: ['get', '/api/v1/access', filter] as const,
    queryFn: async ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }) => {
      const after = pageParam === '' ? {} : { after: pageParam }
      const { data } = await api.GET('/api/v1/access', {
        params: { query: { ...filter, limit: pageRows, ...after } },
        signal,
      })
      return data ?? { items: [] }
    },
    initialPageParam: '',
    getNextPageParam: (page: Schemas['LookList']) => page.next,
    // Nothing on the event stream tells that somebody has looked.
    staleTime: 0,
  })
}

/** 閲覧の記録: who looked at what, for the head and the auditor. */
export default function LooksPage() {
  const { t } = useSpeech()
  const { incident } = useSearch({ from: '/journal/access' })
  const looks = useLooks(incident)
  const rows = looks.data?.pages.flatMap((page) => page.items) ?? []
  const named = rows.find((row) => row.thing.id === incident)?.thing
  return (
    <Page title={t('looks.title')} meta={<span>{t('looks.what')}</span>}>
      <div className={css.stack}>
        <Kinds />
        {incident !== undefined && (
          <p>
            {t('looks.only', {
              title: named?.number === undefined ? '…' : `${named.number} ${named.title ?? ''}`,
            })}{' '}
            <Link to="/journal/access" search={{}}>
              {t('looks.all')}
            </Link>
          </p>
        )}
        {looks.error !== null && (
          <Notice tone="danger" role="alert" title={asProblem(looks.error).message} />
        )}
        {looks.isPending && <Loading />}
        {looks.isSuccess && rows.length === 0 && (
          <EmptyState title={t('looks.empty')}>
            <p>{t('looks.emptyWhat')}</p>
          </EmptyState>
        )}
        {rows.length > 0 && <Table rows={rows} isOfOne={incident !== undefined} />}
        {rows.length > 0 && (
          <div className={css.more}>
            {looks.hasNextPage ? (
              <Button
                isPending={looks.isFetchingNextPage}
                onPress={() => void looks.fetchNextPage()}
              >
                {t('looks.more')}
              </Button>
            ) : (
              <p className={css.sub}>{t('looks.end')}</p>
            )}
          </div>
        )}
      </div>
    </Page>
  )
}

function Table({ rows, isOfOne }: { rows: readonly Look[]; isOfOne: boolean }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  return (
    <table className={css.table}>
      <caption className="hidden-visually">{t('looks.label')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('looks.who')}</th>
          <th scope="col">{t('looks.thing')}</th>
          <th scope="col">{t('looks.way')}</th>
          <th scope="col">{t('looks.last')}</th>
          <th scope="col" className={css.number}>
            {t('looks.count')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.person.id} ${row.thing.id} ${row.way} ${row.first_at}`}>
            <td>
              {row.person.name}
              {row.person.post !== undefined && <small>{row.person.post}</small>}
            </td>
            <td>
              <Thing look={row} isOfOne={isOfOne} />
            </td>
            <td>{row.way === 'file' ? <b>{t('looks.file')}</b> : t('looks.read')}</td>
            <td className="num">{dayAndClock(new Date(row.last_at), now, language)}</td>
            <td className={`${css.number} num`}>{t('looks.times', { n: row.count })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Thing({ look, isOfOne }: { look: Look; isOfOne: boolean }) {
  const { t } = useSpeech()
  const { kind, id, number, title } = look.thing
  const isNumbered = kind === 'incident' || kind === 'report'
  return (
    <>
      <span>
        {t(`looks.${kind}`)} {isNumbered && <b className="num">{number ?? t('looks.unnamed')}</b>}
      </span>
      {title !== undefined && <small>{title}</small>}
      {kind === 'incident' && !isOfOne && (
        <Link
          to="/journal/access"
          search={{ incident: id }}
          aria-label={t('looks.onlyNamed', { number: number ?? '' })}
        >
          {t('looks.onlyThis')}
        </Link>
      )}
    </>
  )
}
