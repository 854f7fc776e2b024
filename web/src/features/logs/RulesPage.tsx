import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { type RulesAddress, ruleLevels } from '@/app/router'
import { Page } from '@/app/shell/Page'
import { useSpeech, useT } from '@/i18n/rules'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip, type Tone } from '@/ui/Chip'
import { Field, Select } from '@/ui/Field'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { InForce } from './InForce'
import shared from './logs.module.css'
import { Unusable } from './Rules'
import css from './rules.module.css'

type Rule = Schemas['DetectionRule']

const tones: Record<Rule['level'], Tone> = {
  critical: 'danger',
  high: 'danger',
  medium: 'warn',
  low: 'gray',
  informational: 'gray',
}

/** `loaded_at` is part of the question: places in one set of rules mean nothing in the next. */
function useRules({ q, level }: RulesAddress, loadedAt: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['get', '/api/v1/detection/rules', { q, level, loadedAt }] as const,
    queryFn: async ({
      pageParam,
      signal,
    }: {
      pageParam: number | undefined
      signal: AbortSignal
    }) => {
      const { data } = await api.GET('/api/v1/detection/rules', {
        params: {
          query: {
            limit: 50,
            ...(q && { q }),
            ...(level && { level }),
            ...(pageParam !== undefined && { after: pageParam }),
          },
        },
        signal,
      })
      return data ?? ({ items: [], total: 0 } satisfies Schemas['DetectionRulePage'])
    },
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last: Schemas['DetectionRulePage']) => last.next,
    placeholderData: keepPreviousData,
  })
}

/** 検知ルール: what is looked for, on what, and which rules cannot be used. */
export default function RulesPage() {
  const t = useT()
  const navigate = useNavigate({ from: '/logs/rules' })
  const address = useSearch({ from: '/logs/rules' })
  const { data, error } = query.useQuery(
    'get',
    '/api/v1/detection',
    {},
    { refetchInterval: 15_000 },
  )
  const head = {
    title: t('rules.title'),
    crumb: <Link to="/logs">{t('nav.logs')}</Link>,
    meta: <span>{t('rules.what')}</span>,
  }
  if (data?.set_up === false) {
    return (
      <Page {...head}>
        <EmptyState title={t('rules.off')}>
          <p>{t('rules.offWhat')}</p>
        </EmptyState>
      </Page>
    )
  }
  return (
    <Page {...head}>
      {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
      {data?.trouble !== undefined && (
        <Notice tone="danger" role="alert" title={t('rules.trouble')}>
          <p>{data.trouble}</p>
        </Notice>
      )}
      <Filters
        key={JSON.stringify(address)}
        address={address}
        onSearch={(to) => void navigate({ search: to })}
      />
      <div className={shared.columns}>
        <List address={address} loadedAt={data?.loaded_at} />
        {data !== undefined && (
          <div className={shared.side}>
            <InForce detection={data} />
            <Card title={t('rules.unusable')}>
              {data.unusable_count === 0 && <p>{t('rules.unusableNone')}</p>}
              {data.unusable_count > 0 && <Unusable detection={data} />}
            </Card>
          </div>
        )}
      </div>
    </Page>
  )
}

function List({ address, loadedAt }: { address: RulesAddress; loadedAt: string | undefined }) {
  const t = useT()
  const list = useRules(address, loadedAt)
  const rules = list.data?.pages.flatMap((page) => page.items) ?? []
  const total = list.data?.pages.at(-1)?.total ?? 0
  return (
    <section aria-label={t('rules.list')}>
      {list.error !== null && (
        <Notice tone="danger" role="alert" title={asProblem(list.error).message} />
      )}
      {list.isPending && <Loading />}
      {list.data !== undefined && (
        <p role="status" className={`${shared.sub} num`}>
          {total > 0 && t('rules.found', { n: total.toLocaleString() })}
        </p>
      )}
      {list.data !== undefined && rules.length === 0 && <EmptyState title={t('rules.none')} />}
      {rules.length > 0 && (
        <div className={shared.lines}>
          {rules.map((rule, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rules need not have an id
            <OneRule key={`${rule.id ?? ''} ${place}`} rule={rule} />
          ))}
        </div>
      )}
      {list.hasNextPage && (
        <p>
          <Button
            size="small"
            isPending={list.isFetchingNextPage}
            onPress={() => void list.fetchNextPage()}
          >
            {t('rules.more')}
          </Button>
        </p>
      )}
    </section>
  )
}

type FiltersProps = { address: RulesAddress; onSearch: (to: RulesAddress) => void }

function Filters({ address, onSearch }: FiltersProps) {
  const t = useT()
  const [q, setQ] = useState(address.q ?? '')
  const [level, setLevel] = useState<(typeof ruleLevels)[number]>(address.level ?? '')
  const search = (event: FormEvent) => {
    event.preventDefault()
    onSearch({ ...(q.trim() !== '' && { q: q.trim() }), ...(level !== '' && { level }) })
  }
  return (
    <search>
      <form className={shared.filters} onSubmit={search}>
        <Field
          label={t('rules.words')}
          hint={t('rules.wordsHint')}
          maxLength={200}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <Select
          label={t('rules.level')}
          value={level}
          onChange={(event) => setLevel(event.target.value as typeof level)}
          options={ruleLevels.map((one) => ({
            value: one,
            label: t(`rules.levels.${one === '' ? 'all' : one}`),
          }))}
        />
        <Button kind="filled" type="submit">
          {t('rules.search')}
        </Button>
      </form>
    </search>
  )
}

function OneRule({ rule }: { rule: Rule }) {
  const { t } = useSpeech()
  return (
    <details className={shared.line}>
      <summary>
        <Chip tone={tones[rule.level]}>{t(`rules.levels.${rule.level}`)}</Chip>
        <span className={css.title}>{rule.title}</span>
        {rule.correlation && <Chip tone="gray">{t('rules.correlation')}</Chip>}
        <span className={css.by}>{rule.author ?? ''}</span>
      </summary>
      <p className={css.description}>{rule.description ?? t('rules.noDescription')}</p>
      <p className={shared.sub}>
        {[
          t('rules.author', { name: rule.author ?? t('rules.unnamed') }),
          t('rules.license', { name: rule.license ?? t('rules.unnamed') }),
          rule.tags.length > 0 && t('rules.tags', { tags: rule.tags.join('、') }),
          rule.id !== undefined && t('rules.id', { id: rule.id }),
        ]
          .filter(Boolean)
          .join('　')}
      </p>
    </details>
  )
}
