import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Schemas } from '@/api/client'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { type Say, useSpeech } from '@/i18n/search'
import { Chip } from '@/ui/Chip'
import { Marked } from '@/ui/Marked'
import { tabOf } from './address'
import css from './search.module.css'

type Hit = Schemas['SearchHit']
type Text = Hit['texts'][number]

/** One report or incident: what it is called, how it stands, and where in it the words are. */
export function Result({ hit }: { hit: Hit }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  return (
    <li className={css.result}>
      <h2 className={css.title}>
        <ToHit hit={hit}>
          <span className="num">
            <Marked excerpt={hit.number} />
          </span>{' '}
          {hit.title.text === '' ? t('search.untitled') : <Marked excerpt={hit.title} />}
        </ToHit>
      </h2>
      <p className={css.facts}>
        <Chip tone={hit.kind === 'incident' ? 'key' : 'gray'}>{t(`search.in.${hit.kind}`)}</Chip>
        <Chip tone={hit.open ? 'warn' : 'gray'}>{stateOf(hit, t)}</Chip>
        <span className="num">
          {t(hit.kind === 'report' ? 'search.received' : 'search.declared', { time: time(hit.at) })}
        </span>
        {hit.channel !== undefined && <span>{channelOf(hit.channel, t)}</span>}
        {hit.incident !== undefined && (
          <Link to="/incidents/$id" params={{ id: hit.incident.id }}>
            {t('search.became', { number: hit.incident.number })}
          </Link>
        )}
      </p>
      {hit.texts.length > 0 && (
        <ul className={css.texts}>
          {hit.texts.map((text) => (
            <li key={`${text.type} ${text.at} ${text.excerpt.text}`}>
              <span className={css.where}>
                <Where hit={hit} text={text} />
                <span className="num">{time(text.at)}</span>
              </span>
              <span className={css.excerpt}>
                <Marked excerpt={text.excerpt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {hit.more > 0 && <p className={css.sub}>{t('search.moreTexts', { n: hit.more })}</p>}
    </li>
  )
}

function ToHit({ hit, children }: { hit: Hit; children: ReactNode }) {
  if (hit.kind === 'incident')
    return (
      <Link to="/incidents/$id" params={{ id: hit.id }} data-result>
        {children}
      </Link>
    )
  return (
    <Link to="/inbox" search={{ report: hit.id, state: 'all' }} data-result>
      {children}
    </Link>
  )
}

/** What a text is, and the way to the tab it stands on where that is not the first. */
function Where({ hit, text }: { hit: Hit; text: Text }) {
  const { t } = useSpeech()
  const label = text.label ?? t(`search.in.${text.part}`)
  const tab = hit.kind === 'incident' ? tabOf(text.type) : undefined
  if (tab === undefined) return <b>{label}</b>
  return (
    <Link to="/incidents/$id" params={{ id: hit.id }} search={{ tab }}>
      {label}
    </Link>
  )
}

function stateOf({ kind, state }: Hit, t: Say): string {
  return kind === 'report'
    ? t(`reportState.${state as Schemas['ReportState']}`)
    : t(`phase.${state as Schemas['Phase']}`)
}

function channelOf(channel: string, t: Say): string {
  return t(`source.channel.${channel as Schemas['ReportRow']['channel']}`)
}
