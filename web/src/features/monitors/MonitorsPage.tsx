import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { Page } from '@/app/shell/Page'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/monitors'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Icon } from '@/ui/Icon'
import { later } from '@/ui/later'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { type Row, sorted, stateIcons, stateTones, stripOf } from './monitors'
import css from './monitors.module.css'

const MonitorView = later(() => import('./MonitorView'))

/** Looks are no entries of the journal, so no event tells of them. */
const readAgain = 15_000

/** 見張り: how everything stands that the operator named. */
export default function MonitorsPage() {
  const t = useT()
  const navigate = useNavigate({ from: '/monitors' })
  const { monitor } = useSearch({ from: '/monitors' })
  const { data, error } = query.useQuery('get', '/api/v1/monitors', undefined, {
    refetchInterval: readAgain,
  })
  if (data === undefined) {
    return (
      <Page title={t('monitors.title')}>
        {error === null ? (
          <Loading />
        ) : (
          <Notice tone="danger" role="alert" title={asProblem(error).message} />
        )}
      </Page>
    )
  }
  const down = data.items.filter((row) => row.state === 'down').length
  const may = data.may.find((one) => one.action === 'monitor.manage')
  const show = (to: string | undefined) =>
    void navigate({ search: to === undefined ? {} : { monitor: to }, resetScroll: false })
  return (
    <Page title={t('monitors.title')} meta={<span>{t('monitors.lead')}</span>}>
      {data.trouble !== undefined && (
        <Notice tone="danger" role="alert" title={t('monitors.trouble')}>
          <p>{data.trouble}</p>
        </Notice>
      )}
      {may?.allowed === false && (
        <p className={css.sub}>{t('monitors.mayNot', { reason: may.reason ?? '' })}</p>
      )}
      {data.items.length === 0 ? (
        <EmptyState title={t('monitors.none')}>
          <p>{t(data.watching ? 'monitors.noneWhat' : 'monitors.resting')}</p>
        </EmptyState>
      ) : (
        <p role="status" className={css.sum}>
          {down > 0 ? t('monitors.down', { n: down }) : t('monitors.allGood')}
        </p>
      )}
      <div className={css.list}>
        {sorted(data.items).map((row) => (
          <MonitorCard
            key={row.id}
            row={row}
            isOpen={row.id === monitor}
            mayManage={may?.allowed ?? false}
            onShow={show}
          />
        ))}
      </div>
    </Page>
  )
}

type CardProps = {
  row: Row
  isOpen: boolean
  mayManage: boolean
  onShow: (id: string | undefined) => void
}

function MonitorCard({ row, isOpen, mayManage, onShow }: CardProps) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const button = useRef<HTMLDivElement>(null)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const facts = [
    t(`monitors.kind.${row.kind}`),
    row.since && t('monitors.since', { time: time(row.since) }),
    row.checked_at && t('monitors.checked', { time: time(row.checked_at) }),
    row.days_left !== undefined && t('monitors.daysLeft', { n: row.days_left }),
    row.score !== undefined && row.score > 0 && t('monitors.score', { n: row.score }),
    row.quiet && t('monitors.quiet'),
  ]
  const close = () => {
    onShow(undefined)
    button.current?.querySelector('button')?.focus()
  }
  return (
    <article className={css.card}>
      <div className={css.head}>
        <Chip tone={stateTones[row.state]}>
          <Icon name={stateIcons[row.state]} size={14} />
          <span className="hidden-visually">{t('monitors.stateLabel')} </span>
          {t(`monitors.state.${row.state}`)}
        </Chip>
        <h2>{row.name}</h2>
        <Strip looks={row.looks} />
        <div ref={button}>
          <Button
            size="small"
            kind="text"
            aria-expanded={isOpen}
            aria-label={isOpen ? undefined : t('monitors.openNamed', { name: row.name })}
            onPress={() => (isOpen ? close() : onShow(row.id))}
          >
            {t(isOpen ? 'monitors.close' : 'monitors.open')}
          </Button>
        </div>
      </div>
      {row.reason !== 'none' && <p className={css.sentence}>{row.sentence}</p>}
      <p className={`${css.sub} num`}>{facts.filter(Boolean).join('　')}</p>
      {isOpen && <MonitorView id={row.id} mayManage={mayManage} />}
    </article>
  )
}

/** The last looks, old to new: high for a good one, low for a bad one; in words for who hears it. */
function Strip({ looks }: { looks: Row['looks'] }) {
  const t = useT()
  const { bad, marks } = stripOf(looks)
  if (marks.length === 0) return null
  return (
    <span
      className={css.strip}
      role="img"
      aria-label={t('monitors.strip', { n: marks.length, bad })}
    >
      {marks.map((isGood, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are drawn anew together.
        <i key={place} className={isGood ? css.good : css.bad} />
      ))}
    </span>
  )
}
