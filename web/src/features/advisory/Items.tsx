import { useDeferredValue, useState } from 'react'
import { api, query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n/advisory'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Field } from '@/ui/Field'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import type { Advisory } from './advisory'
import css from './advisory.module.css'
import { Marks, Said, Why } from './Said'

/** What came in and asks nobody, the newest first. */
export default function Items({ mayAssess }: { mayAssess: boolean }) {
  const t = useT()
  const [words, setWords] = useState('')
  const [isMatching, setMatching] = useState(false)
  const [places, setPlaces] = useState<readonly string[]>([])
  const q = useDeferredValue(words.trim())
  const ask = { ...(q !== '' && { q }), ...(isMatching && { matching: true }) }
  return (
    <div className={css.stack}>
      <div className={css.form}>
        <Field
          label={t('advisory.search')}
          type="search"
          maxLength={100}
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setPlaces([])
          }}
        />
        <Checkbox
          label={t('advisory.onlyMatching')}
          checked={isMatching}
          onChange={(event) => {
            setMatching(event.target.checked)
            setPlaces([])
          }}
        />
      </div>
      {['', ...places].map((after, at) => (
        <Sheet
          key={after}
          ask={{ ...ask, ...(after !== '' && { after }) }}
          mayAssess={mayAssess}
          isLast={at === places.length}
          isFirst={at === 0}
          isFiltered={q !== '' || isMatching}
          onMore={(next) => setPlaces([...places, next])}
        />
      ))}
    </div>
  )
}

type SheetProps = {
  ask: { q?: string; matching?: boolean; after?: string }
  mayAssess: boolean
  isFirst: boolean
  isLast: boolean
  isFiltered: boolean
  onMore: (next: string) => void
}

function Sheet({ ask, mayAssess, isFirst, isLast, isFiltered, onMore }: SheetProps) {
  const t = useT()
  const { data, error } = query.useQuery('get', '/api/v1/advisories/items', {
    params: { query: ask },
  })
  if (error !== null) {
    return <Notice tone="danger" role="alert" title={asProblem(error).message} />
  }
  if (data === undefined) return <Loading />
  const { next } = data
  if (data.items.length === 0 && isFirst) {
    return isFiltered ? (
      <p className={css.sub}>{t('advisory.noneFound')}</p>
    ) : (
      <EmptyState title={t('advisory.noneOther')}>{t('advisory.noneOtherWhat')}</EmptyState>
    )
  }
  return (
    <>
      <ul className={css.list}>
        {data.items.map((item) => (
          <Line key={item.key} item={item} mayAssess={mayAssess} />
        ))}
      </ul>
      {isLast && next !== undefined && (
        <p>
          <Button size="small" kind="quiet" onPress={() => onMore(next)}>
            {t('advisory.more')}
          </Button>
        </p>
      )}
    </>
  )
}

function Line({ item, mayAssess }: { item: Advisory; mayAssess: boolean }) {
  const t = useT()
  const act = useAdvisoryAct(
    () => api.POST('/api/v1/advisories/chosen', { body: { key: item.key ?? '' } }),
    () => say(t('advisory.chooseSaid')),
  )
  return (
    <li>
      <p>
        <b>{item.title}</b> <Marks advisory={item} />
      </p>
      <Said advisory={item} />
      {(item.matches ?? []).map((match) => (
        <p key={`${match.system.id} ${match.software.name}`} className={css.warn}>
          <Why match={match} />
        </p>
      ))}
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      {mayAssess && (
        <Button
          size="small"
          kind="text"
          isPending={act.isPending}
          aria-label={t('advisory.chooseNamed', { title: item.title })}
          onPress={() => void act.run()}
        >
          {t('advisory.choose')}
        </Button>
      )}
    </li>
  )
}
