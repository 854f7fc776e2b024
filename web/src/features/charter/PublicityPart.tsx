import { useState } from 'react'
import { query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useMay } from '@/app/session'
import { day } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/publicity'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip, type Tone } from '@/ui/Chip'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import css from './charter.module.css'
import { EndPublication, PublicationForm } from './PublicationForm'

type Publicity = Schemas['Publicity']
type Publication = Schemas['Publication']
type State = 'old' | 'replaced' | 'ended' | 'current'

const tones: Record<State, Tone> = { old: 'danger', replaced: 'gray', ended: 'gray', current: 'ok' }

function stateOf(one: Publication): State {
  if (one.ended) return 'ended'
  if (one.replaced) return 'replaced'
  return one.changed.length > 0 ? 'old' : 'current'
}

/** 周知: the poster, where the contact point was made known, and what has to be replaced. */
export function PublicityPart() {
  const t = useT()
  const mayPublish = useMay('contact.publish')
  const [isAdding, setAdding] = useState(false)
  const { data, error } = query.useQuery('get', '/api/v1/contact')
  if (error !== null) return <Notice tone="danger" role="alert" title={asProblem(error).message} />
  if (data === undefined) return <Loading />
  return (
    <div className={css.stack}>
      <Outdated publicity={data} />
      <Card title={t('publicity.poster')}>
        <p className={css.sub}>{t('publicity.posterWhat')}</p>
        <p className={css.links}>
          <a href="/api/v1/contact/poster?for=staff" download="poster-staff.pdf">
            {t('publicity.posterStaff')}
          </a>
          <a href="/api/v1/contact/poster?for=outsiders" download="poster-outsiders.pdf">
            {t('publicity.posterOutsiders')}
          </a>
        </p>
        {data.public_url === '' && <p className={css.sub}>{t('publicity.noAddress')}</p>}
      </Card>
      <Card
        title={t('publicity.log')}
        action={
          mayPublish &&
          !isAdding && (
            <Button size="small" onPress={() => setAdding(true)}>
              {t('publicity.add')}
            </Button>
          )
        }
      >
        <p className={css.sub}>{t('publicity.logWhat')}</p>
        {isAdding && <PublicationForm onClose={() => setAdding(false)} />}
        {data.publications.length === 0 && !isAdding && (
          <EmptyState title={t('publicity.none')}>{t('publicity.noneWhat')}</EmptyState>
        )}
        <ul className={css.list}>
          {data.publications.map((one) => (
            <Line key={one.id} one={one} mayPublish={mayPublish} />
          ))}
        </ul>
      </Card>
    </div>
  )
}

function useWords() {
  const t = useT()
  return {
    kind: (one: Publication) =>
      one.kind === ''
        ? t('publicity.erased')
        : t(`publicity.kinds.${one.kind as Schemas['PublicationInput']['kind']}`),
    changed: (one: Publication) =>
      one.changed.map((field) => t(`publicity.fields.${field}`)).join('、'),
  }
}

function Outdated({ publicity }: { publicity: Publicity }) {
  const t = useT()
  const words = useWords()
  const old = publicity.publications.filter((one) => stateOf(one) === 'old')
  if (old.length === 0) return null
  return (
    <Notice tone="warn" role="status" title={t('publicity.outdated')}>
      <ul>
        {old.map((one) => (
          <li key={one.id}>
            {t('publicity.outdatedLine', {
              kind: words.kind(one),
              place: one.place,
              what: words.changed(one),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function Line({ one, mayPublish }: { one: Publication; mayPublish: boolean }) {
  const { t, language } = useSpeech()
  const words = useWords()
  const [isEnding, setEnding] = useState(false)
  const state = stateOf(one)
  return (
    <li>
      <p className={css.strong}>
        {words.kind(one)}　{one.place}{' '}
        <Chip tone={tones[state]}>{t(`publicity.state.${state}`)}</Chip>
      </p>
      <p className={css.sub}>
        {t('publicity.line', {
          date: day(new Date(`${one.on}T00:00:00+09:00`), language),
          version: one.version,
          name: one.by.name,
        })}
      </p>
      {state === 'old' && <p>{t('publicity.changed', { what: words.changed(one) })}</p>}
      {one.end_reason !== undefined && (
        <p className={css.sub}>{t('publicity.endedWhy', { reason: one.end_reason })}</p>
      )}
      {mayPublish && (state === 'old' || state === 'current') && !isEnding && (
        <Button
          size="small"
          kind="text"
          aria-label={t('publicity.endNamed', { place: one.place })}
          onPress={() => setEnding(true)}
        >
          {t('publicity.end')}
        </Button>
      )}
      {isEnding && <EndPublication one={one} onClose={() => setEnding(false)} />}
    </li>
  )
}
