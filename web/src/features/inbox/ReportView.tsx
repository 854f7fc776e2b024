import { Link } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Schemas } from '@/api/client'
import { useMay } from '@/app/session'
import { useNow } from '@/app/useNow'
import { clock, dayAndClock, monthDay } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/inbox'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { defanged } from '@/ui/defanged'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import { Attachments } from './Attachments'
import css from './ReportView.module.css'
import { firstWords, type Item, itemsToAsk, type Report, waysTo } from './report'
import { Similar } from './Similar'

const AdditionForm = later(() => import('./AdditionForm'))
const Exchanges = later(() => import('./Exchanges'), null)
const NoticeCard = later(() => import('./NoticeCard'), null)
const LettersCard = later(() => import('@/app/letters/LettersCard'), null)
const WakeCard = later(() => import('@/app/wake/WakeCard'), null)
const Erasures = later(() => import('./Erasures'), null)
const LeftBehind = later(() => import('./LeftBehind'), null)
const SplitForm = later(() => import('./SplitForm'), null)
const AlertsOfReport = later(() => import('@/features/alerts/OfReport'), null)

type Props = {
  report: Report
  hits: Schemas['Hits']['items'] | undefined
  asking: Item | 'note' | undefined
  onAsk: (item: Item | 'note' | undefined) => void
  onJoin: ((incident: string) => void) | undefined
  readAgain: () => Promise<void>
  takesFocus: boolean
}

/** The report whole: the four items, what else was said, files, similar ones, their words. */
export function ReportView(props: Props) {
  const { report, asking, onAsk } = props
  const t = useT()
  const mayAssess = useMay('advisory.assess')
  const heading = useRef<HTMLHeadingElement>(null)
  const [seen, setSeen] = useState(report.rev)
  useEffect(() => {
    if (props.takesFocus) heading.current?.focus({ preventScroll: true })
  }, [props.takesFocus])
  return (
    <article className={css.report} aria-labelledby="report-title">
      <h2 id="report-title" ref={heading} tabIndex={-1}>
        {report.erased
          ? t('ui.erased')
          : defanged(firstWords(report.what)) || t('inbox.report.untitled')}
      </h2>
      <Meta report={report} />
      <LookAgain report={report} />
      <SameMatter report={report} />
      {report.rev > seen && (
        <Notice tone="info" role="status">
          {t('inbox.report.changed')}{' '}
          <Button kind="text" size="small" onPress={() => setSeen(report.rev)}>
            {t('ui.close')}
          </Button>
        </Notice>
      )}
      <FourItems report={report} asking={asking} onAsk={onAsk} />
      {asking !== undefined && (
        <AdditionForm
          key={asking}
          report={report}
          item={asking}
          readAgain={props.readAgain}
          onDone={(rev) => {
            setSeen(rev)
            onAsk(undefined)
            heading.current?.focus({ preventScroll: true })
          }}
          onClose={() => onAsk(undefined)}
        />
      )}
      <NoticeCard report={report} readAgain={props.readAgain} />
      <Rest report={report} />
      <Additions report={report} />
      <Exchanges report={report} readAgain={props.readAgain} />
      <Attachments report={report} />
      {report.left_behind !== undefined && <LeftBehind report={report} />}
      <AlertsOfReport report={report.id} />
      {mayAssess && !report.erased && (
        <p>
          <Link to="/advisories" search={{ report: report.id }}>
            {t('inbox.report.toAdvisory')}
          </Link>
        </p>
      )}
      <Similar hits={props.hits} onJoin={props.onJoin} />
      <section aria-labelledby="report-words">
        <h3 id="report-words">{t('inbox.report.original')}</h3>
        <blockquote className={css.words}>
          {defanged([report.what, report.how].filter((text) => text !== '').join('\n')) ||
            t('inbox.report.blank')}
        </blockquote>
        <SplitForm report={report} />
      </section>
      <LettersCard
        about={{ kind: 'report', id: report.id, number: report.number }}
        to={report.reporter?.mail}
      />
      {props.onJoin !== undefined && (
        <WakeCard about={{ kind: 'report', id: report.id, number: report.number }} />
      )}
      <Erasures report={report} readAgain={props.readAgain} />
    </article>
  )
}

/** Why a report that was judged stands among the undecided again. */
function LookAgain({ report }: { report: Report }) {
  const { t, language } = useSpeech()
  if (report.look_again_since === undefined) return null
  const since = new Date(report.look_again_since)
  const time = `${monthDay(since, language)} ${clock(since, language)}`
  return (
    <Notice tone="warn" title={t('inbox.lookAgainSince', { time })}>
      {report.judgements.at(-1)?.reason}
    </Notice>
  )
}

function Meta({ report }: { report: Report }) {
  const { t, language } = useSpeech()
  const received = new Date(report.received_at)
  const time = `${monthDay(received, language)} ${clock(received, language)}`
  return (
    <p className={css.meta}>
      <span className="num">{t('inbox.report.number', { number: report.number })}</span>
      {report.provisional_number !== undefined && (
        <span className="num">
          {t('inbox.report.provisional', { number: report.provisional_number })}
        </span>
      )}
      <span className="num">{t('inbox.arrived', { time })}</span>
      {!report.in_hours && <span>{t('inbox.report.outOfHours')}</span>}
      <span>
        {t('inbox.from', {
          channel: t(`source.channel.${report.channel}`),
          reporter: t(`source.class.${report.reporter_class}`),
        })}
      </span>
      {report.received_by !== undefined && (
        <span>{t('inbox.report.by', { name: report.received_by.name })}</span>
      )}
      {report.state !== 'undecided' && <Chip>{t(`inbox.state.${report.state}`)}</Chip>}
      {report.incident !== undefined && (
        <Link to="/incidents/$id" params={{ id: report.incident.id }}>
          {t('inbox.judge.openIncident', { number: report.incident.number })}
        </Link>
      )}
    </p>
  )
}

type ItemsProps = Pick<Props, 'report' | 'asking' | 'onAsk'>

function FourItems({ report, asking, onAsk }: ItemsProps) {
  const t = useT()
  const wanted = itemsToAsk(report)
  const cell = (item: Item, place: number, value: ReactNode, gap?: string) => {
    const isMissing = wanted.includes(item)
    const label = t(`inbox.report.${item}`)
    return (
      <div className={`${css.item} ${css[item]} ${isMissing ? css.missing : ''}`}>
        <div className={css.answer}>
          <h4>
            <span className={css.place} aria-hidden="true">
              {place}
            </span>
            {label}
          </h4>
          <div className={css.value}>
            {value}
            {isMissing && <p>{gap ?? t('inbox.report.blank')}</p>}
          </div>
        </div>
        {isMissing && (
          <Button
            kind="quiet"
            size="small"
            {...(wanted[0] === item && { keys: 'w' })}
            aria-label={t('inbox.report.askAbout', { item: label })}
            aria-expanded={asking === item}
            onPress={() => onAsk(asking === item ? undefined : item)}
          >
            {t('inbox.report.ask')}
          </Button>
        )}
      </div>
    )
  }
  return (
    <section aria-label={t('inbox.report.items')}>
      <h3 className="hidden-visually">{t('inbox.report.items')}</h3>
      <div className={css.items}>
        {cell('when', 1, <When report={report} />)}
        {cell('where', 2, report.where !== '' && <p>{defanged(report.where)}</p>)}
        {cell(
          'what',
          3,
          <>
            {report.what !== '' && <p className={css.clamped}>{defanged(report.what)}</p>}
            {report.how !== '' && <p className={css.clamped}>{defanged(report.how)}</p>}
          </>,
        )}
        {cell('who', 4, <Who report={report} />, t('inbox.report.noWay'))}
      </div>
    </section>
  )
}

/** The reports this one belongs with, each to be opened. */
function SameMatter({ report }: { report: Report }) {
  const t = useT()
  const link = (one: Schemas['ReportRef']) => (
    <Link key={one.id} to="/inbox" search={{ report: one.id, state: 'all' }}>
      {one.number}
    </Link>
  )
  const duplicates = report.duplicates ?? []
  const parts = report.split_into ?? []
  return (
    <>
      {report.split_from !== undefined && (
        <p className={css.same}>
          {t('inbox.report.splitFrom')} {link(report.split_from)}
        </p>
      )}
      {parts.length > 0 && (
        <p className={css.same}>
          {t('inbox.report.splitInto')} {parts.map(link)}
        </p>
      )}
      {report.same_as !== undefined && (
        <p className={css.same}>
          {t('inbox.report.sameAs')} {link(report.same_as)}
        </p>
      )}
      {duplicates.length > 0 && (
        <p className={css.same}>
          {t('inbox.report.duplicates')} {duplicates.map(link)}
        </p>
      )}
    </>
  )
}

function When({ report }: { report: Report }) {
  const { t, language } = useSpeech()
  const { text, at, approximate, precision } = report.when
  if (text === '') return null
  const read = at == null ? undefined : new Date(at)
  const day = read && monthDay(read, language)
  const time = read && precision !== 'day' ? `${day} ${clock(read, language)}` : day
  return (
    <>
      <p>{text}</p>
      {time !== undefined && (
        <p className={`${css.echo} num`}>
          {approximate ? t('inbox.report.readAbout', { time }) : t('inbox.report.readAs', { time })}
        </p>
      )}
    </>
  )
}

function Who({ report }: { report: Report }) {
  const t = useT()
  if (report.personal_state === 'erased') return <p>{t('ui.erased')}</p>
  const line = (contact: Schemas['Contact']) => (
    <span className={css.who}>
      <span>
        {[contact.affiliation, contact.name].filter(Boolean).join('　') ||
          t('inbox.report.nameless')}
      </span>
      {waysTo(contact).map((way) => (
        <span key={way.kind} className="num">
          {way.kind === 'extension' ? t('inbox.report.extension', { number: way.text }) : way.text}
        </span>
      ))}
      {contact.call_back && <b>{t('inbox.report.callBack')}</b>}
    </span>
  )
  const { reporter, finder } = report
  if (reporter === undefined && finder === undefined) return null
  if (report.reporter_is_finder || finder === undefined || reporter === undefined) {
    const only = reporter ?? finder
    return (
      <>
        {only !== undefined && <p>{line(only)}</p>}
        {report.reporter_is_finder && <p className={css.echo}>{t('inbox.report.same')}</p>}
      </>
    )
  }
  return (
    <dl className={css.people}>
      <dt>{t('inbox.report.reporter')}</dt>
      <dd>{line(reporter)}</dd>
      <dt>{t('inbox.report.finder')}</dt>
      <dd>{line(finder)}</dd>
    </dl>
  )
}

const knownOperations = [
  'powered_off',
  'unplugged',
  'restarted',
  'deleted',
  'forwarded',
  'none',
  'other',
] as const

function Rest({ report }: { report: Report }) {
  const t = useT()
  const answers = { yes: t('ui.yes'), no: t('ui.no'), unknown: t('ui.unknown') }
  const done = (report.operations_done ?? []).map((name) => {
    const known = knownOperations.find((one) => one === name)
    return known === undefined ? name : t(`source.operation.${known}`)
  })
  const rows = [
    { name: t('inbox.report.continuing'), value: report.continuing && answers[report.continuing] },
    {
      name: t('inbox.report.personalData'),
      value: report.personal_data && answers[report.personal_data],
    },
    { name: t('inbox.report.systems'), value: report.systems },
    { name: t('inbox.report.operations'), value: done.join(' / ') },
    { name: t('inbox.report.instructions'), value: report.instructions },
    { name: t('inbox.report.toldOthers'), value: report.told_others },
  ].filter((row) => row.value !== undefined && row.value !== '')
  if (rows.length === 0) return null
  return (
    <section aria-labelledby="report-rest" className={css.rest}>
      <h3 id="report-rest">{t('inbox.report.other')}</h3>
      <Facts rows={rows} />
    </section>
  )
}

function Additions({ report }: { report: Report }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  if (report.additions.length === 0) return null
  const nameOf = (item: string) => {
    const known = (['when', 'where', 'what', 'who'] as const).find((one) => one === item)
    if (item === 'reporter' || item === 'finder') return t(`inbox.report.${item}`)
    return known === undefined ? undefined : t(`inbox.report.${known}`)
  }
  return (
    <section aria-labelledby="report-additions">
      <h3 id="report-additions">{t('inbox.report.additions')}</h3>
      <ol className={css.additions}>
        {report.additions.map((addition) => {
          const items = addition.items.map(nameOf).filter((name) => name !== undefined)
          return (
            <li key={addition.at}>
              <span className={css.by}>
                <time className="num" dateTime={addition.at}>
                  {dayAndClock(new Date(addition.at), now, language)}
                </time>{' '}
                {addition.by.name}
              </span>
              {addition.note !== '' && <p>{defanged(addition.note)}</p>}
              {items.length > 0 && (
                <p className={css.echo}>
                  {t('inbox.report.addedItems', { items: items.join(' / ') })}
                </p>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
