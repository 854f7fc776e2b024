import { type ComponentProps, useState } from 'react'
import { query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { fileSize } from '@/app/uploads/size'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/inspection'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import css from './Inspection.module.css'
import { Preview } from './Preview'
import type { Place } from './place'

/** Behind each of them `/inspection` and `/preview`. */
const inspections = {
  reports: '/api/v1/reports/{id}/attachments/{attachment}/inspection',
  incidents: '/api/v1/incidents/{id}/attachments/{attachment}/inspection',
  letters: '/api/v1/letters/{id}/files/{attachment}/inspection',
} as const

/** What a file is by its content and what it hides. Never that it is harmless. */
export default function Inspection({ isAsked = false, ...place }: Place & { isAsked?: boolean }) {
  const t = useT()
  const [isWanted, setWanted] = useState(!isAsked)
  if (isWanted) return <Seen {...place} />
  return (
    <span className={css.inspection}>
      <Button
        size="small"
        kind="quiet"
        aria-label={t('inspection.askOf', { name: place.name })}
        onPress={() => setWanted(true)}
      >
        {t('inspection.ask')}
      </Button>
    </span>
  )
}

function Seen(place: Place) {
  const t = useT()
  const { data, error } = query.useQuery('get', inspections[place.of], {
    params: { path: { id: place.id, attachment: place.file } },
  })
  if (error !== null) return <small>{asProblem(error).message}</small>
  if (data === undefined) return <small>{t('inspection.looking')}</small>
  return (
    <div className={css.inspection}>
      <span>
        {data.kind !== undefined && (
          <>
            {t('inspection.content')} <Chip>{data.kind}</Chip>{' '}
          </>
        )}
        {data.encrypted && <Chip tone="warn">{t('inspection.encrypted')}</Chip>}
      </span>
      {data.unread !== undefined && <small>{t('inspection.unread', { why: data.unread })}</small>}
      <Warnings warnings={data.warnings} />
      <small>{data.detected ? <Chip tone="danger">{data.scan}</Chip> : data.scan}</small>
      {data.rules !== undefined && <Rules rules={data.rules} />}
      {data.unlisted !== undefined && (
        <small>{t('inspection.unlisted', { why: data.unlisted })}</small>
      )}
      {data.archive !== undefined && <Archive archive={data.archive} />}
      {data.picture && <Preview {...place} />}
    </div>
  )
}

function Warnings({ warnings }: { warnings: string[] }) {
  return warnings.map((warning) => <strong key={warning}>{warning}</strong>)
}

/** The operator's own rules, each that matched with what it says of itself. */
function Rules({ rules }: { rules: Schemas['RuleMatches'] }) {
  const t = useT()
  const says = t('inspection.rules', { says: rules.scan })
  return (
    <>
      <small>{rules.matches.length > 0 ? <Chip tone="danger">{says}</Chip> : says}</small>
      {rules.matches.length > 0 && (
        <ul className={css.rules}>
          {rules.matches.map((match, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may call a rule the same
            <li key={row}>
              <b>{match.rule}</b>{' '}
              {match.tags.map((tag) => (
                <Chip key={tag}>{tag}</Chip>
              ))}
              {match.description !== undefined && <span>{match.description}</span>}
              {match.author !== undefined && (
                <small>{t('inspection.author', { name: match.author })}</small>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Open when something in it needs care. */
function Archive({ archive }: { archive: Schemas['Archive'] }) {
  const { t } = useSpeech()
  const [isOpen, setOpen] = useState(archive.warned > 0)
  const shown = archive.entries.length
  const toggled: ComponentProps<'details'>['onToggle'] = (event) =>
    setOpen(event.currentTarget.open)
  return (
    <details className={css.archive} open={isOpen} onToggle={toggled}>
      <summary>
        {t('inspection.archive', { n: archive.count, size: fileSize(archive.bytes) })}{' '}
        {archive.warned > 0 && (
          <Chip tone="warn">{t('inspection.warned', { n: archive.warned })}</Chip>
        )}
      </summary>
      {archive.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {shown < archive.count && (
        <p>{t('inspection.shownOf', { n: shown, total: archive.count })}</p>
      )}
      {isOpen && (
        <ul>
          {archive.entries.map((entry, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may stand in an archive twice
            <Entry key={row} entry={entry} />
          ))}
        </ul>
      )}
    </details>
  )
}

function Entry({ entry }: { entry: Schemas['ArchiveEntry'] }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  return (
    <li>
      <bdi>{entry.name === '' ? t('inspection.nameless') : entry.name}</bdi>{' '}
      {entry.encrypted && <Chip tone="warn">{t('inspection.encrypted')}</Chip>}
      <small className="num">
        {entry.folder ? t('inspection.folder') : fileSize(entry.bytes)}
        {entry.at !== undefined && `　${dayAndClock(new Date(entry.at), now, language)}`}
      </small>
      <Warnings warnings={entry.warnings} />
    </li>
  )
}
