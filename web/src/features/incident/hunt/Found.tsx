import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/hunt'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Chip } from '@/ui/Chip'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { linesOptions, mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './hunt.module.css'
import { tones } from './overFiles'
import type { Hunt, Match, Rule } from './useHunt'

type Chosen = ReadonlyMap<string, { rule: Rule; match: Match }>

/** What the rules found, file by file, and what of it goes into the record. */
export function Found({ hunts }: { hunts: Hunt[] }) {
  const { t } = useSpeech()
  const { incident } = useRoom()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string>()
  const may = mayOf(incident, 'incident.record')
  const choose = (key: string, rule: Rule, match: Match) => {
    const next = new Map(chosen)
    if (!next.delete(key)) next.set(key, { rule, match })
    setChosen(next)
  }
  const add = async () => {
    setPending(true)
    setError(undefined)
    const left = new Map(chosen)
    let done = 0
    try {
      for (const [key, { rule, match }] of chosen) {
        const line = t('hunt.line', { title: rule.title, file: match.file, record: match.record })
        const on =
          match.computer === undefined ? [] : [t('hunt.lineOn', { computer: match.computer })]
        await api.POST('/api/v1/incidents/{id}/timeline', {
          params: { path: { id: incident.id } },
          body: {
            kind: 'fact',
            text: [line, ...on].join('\n'),
            ...(match.at !== undefined && { occurred_at: match.at }),
          },
        })
        left.delete(key)
        done += 1
      }
    } catch (thrown) {
      setError(asProblem(thrown).message)
    }
    setChosen(left)
    setPending(false)
    if (done > 0) say(t('hunt.added', { n: done }))
    void queries.invalidateQueries({ queryKey: linesOptions(incident.id).queryKey })
  }
  return (
    <section aria-label={t('hunt.done')} className={css.hunt}>
      {hunts.map((hunt) => (
        <OfFile key={hunt.id} hunt={hunt} chosen={chosen} onChoose={choose} />
      ))}
      {error !== undefined && <Notice tone="danger" role="alert" title={error} />}
      {chosen.size > 0 && (
        <div>
          <Button onPress={() => void add()} isPending={isPending} isDisabled={!may.allowed}>
            {t('hunt.add', { n: chosen.size })}
          </Button>
          <p className={shared.sub}>{may.allowed ? t('hunt.addWhat') : may.reason}</p>
        </div>
      )}
    </section>
  )
}

type OfFileProps = {
  hunt: Hunt
  chosen: Chosen
  onChoose: (key: string, rule: Rule, match: Match) => void
}

function OfFile({ hunt, chosen, onChoose }: OfFileProps) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const troubles = hunt.files.flatMap((file) => file.troubles)
  return (
    <div className={css.file}>
      <h3>{hunt.name === '' ? t('hunt.erasedName') : hunt.name}</h3>
      <p className={shared.sub}>
        {t('hunt.read', {
          at: dayAndClock(new Date(hunt.at), now, language),
          events: hunt.events,
          rules: hunt.rules_used,
        })}{' '}
        {hunt.unreadable > 0 && t('hunt.unreadable', { n: hunt.unreadable })}
      </p>
      {troubles.map((trouble) => (
        <p key={trouble} className={shared.why}>
          {trouble}
        </p>
      ))}
      {hunt.found.length === 0 && <p>{t(hunt.events === 0 ? 'hunt.noEvents' : 'hunt.nothing')}</p>}
      {hunt.found.map((rule, place) => (
        <OfRule
          // biome-ignore lint/suspicious/noArrayIndexKey: rules need not have an id
          key={place}
          id={`${hunt.id}/${place}`}
          rule={rule}
          chosen={chosen}
          onChoose={onChoose}
        />
      ))}
    </div>
  )
}

type OfRuleProps = { id: string; rule: Rule; chosen: Chosen; onChoose: OfFileProps['onChoose'] }

function OfRule({ id, rule, chosen, onChoose }: OfRuleProps) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const shown = rule.matches.length
  const when = (at: string | undefined) =>
    at === undefined ? t('hunt.noTime') : dayAndClock(new Date(at), now, language)
  return (
    <details className={css.rule} open={rule.level === 'critical' || rule.level === 'high'}>
      <summary>
        <Chip tone={tones[rule.level]}>{t(`hunt.level.${rule.level}`)}</Chip> <b>{rule.title}</b>{' '}
        <span className="num">{t('hunt.count', { n: rule.count })}</span>
      </summary>
      <p className={shared.sub}>
        {t('hunt.author', {
          name: rule.author ?? t('hunt.unnamed'),
          license: rule.license ?? t('hunt.unlicensed'),
        })}{' '}
        {rule.first_at !== undefined &&
          t('hunt.span', { from: when(rule.first_at), to: when(rule.last_at) })}
      </p>
      {shown < rule.count && (
        <p className={shared.sub}>{t('hunt.more', { total: rule.count, n: shown })}</p>
      )}
      <ul className={css.matches}>
        {rule.matches.map((match, row) => {
          const key = `${id}/${row}`
          const at = when(match.at)
          return (
            <li key={key}>
              <Checkbox
                checked={chosen.has(key)}
                onChange={() => onChoose(key, rule, match)}
                label={
                  <span className="num">
                    {[at, match.computer, match.file, t('hunt.record', { record: match.record })]
                      .filter((part) => part !== undefined)
                      .join('　')}
                  </span>
                }
              />
              <Fields match={match} />
            </li>
          )
        })}
      </ul>
    </details>
  )
}

function Fields({ match }: { match: Match }) {
  const { t } = useSpeech()
  return (
    <>
      {match.events !== undefined && <small>{t('hunt.events', { n: match.events })}</small>}
      {match.recovered === true && <small>{t('hunt.recovered')}</small>}
      <dl className={css.fields}>
        {match.fields.map((field) => (
          <div key={`${field.name}=${field.text}`}>
            <dt>{field.name}</dt>
            <dd>{field.text}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
