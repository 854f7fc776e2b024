import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { Schemas } from '@/api/client'
import { inboxStates } from '@/app/router'
import { PageHeading } from '@/app/shell/Page'
import { useNow } from '@/app/useNow'
import { dayAndClock, span } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/inbox'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { defanged } from '@/ui/defanged'
import { Kbd } from '@/ui/Kbd'
import { Loading } from '@/ui/Notice'
import { Pills } from '@/ui/Tabs'
import css from './ReportList.module.css'

type Row = Schemas['ReportRow']
type State = (typeof inboxStates)[number]

type Props = {
  rows: readonly Row[]
  counts: Schemas['ReportList']['counts'] | undefined
  state: State
  chosen: string | undefined
  isLoading: boolean
  onState: (state: State) => void
  onOpen: () => void
  /** There is more to read. */
  onMore?: () => void
}

/** The left pane: what waits, the oldest undecided first. */
export function ReportList(props: Props) {
  const { rows, counts, state, chosen, isLoading } = props
  const t = useT()
  const count = (n: number | undefined) => (n === undefined ? {} : { count: String(n) })
  const tabs = inboxStates.map((value) => ({
    value,
    label: t(`inbox.${value}`),
    ...(value !== 'all' && count(counts?.[value])),
  }))
  const empty = {
    undecided: t('inbox.empty'),
    waiting: t('inbox.emptyWaiting'),
    all: t('inbox.emptyAll'),
  }
  return (
    <section className={css.list} aria-label={t('inbox.list')}>
      <div className={css.head}>
        <PageHeading>{t('nav.inbox')}</PageHeading>
        <Pills label={t('inbox.filter')} tabs={tabs} value={state} onChange={props.onState} />
      </div>
      <div className={css.rows}>
        {isLoading && <Loading />}
        {!isLoading && rows.length === 0 && <p className={css.empty}>{empty[state]}</p>}
        <ol>
          {rows.map((row) => (
            <Entry
              key={row.id}
              row={row}
              state={state}
              isChosen={row.id === chosen}
              onOpen={props.onOpen}
            />
          ))}
        </ol>
        {props.onMore !== undefined && (
          <p className={css.more}>
            <Button kind="quiet" size="small" onPress={props.onMore}>
              {t('inbox.more')}
            </Button>
          </p>
        )}
      </div>
      <Hints />
    </section>
  )
}

const lateMs = 15 * 60_000

type EntryProps = { row: Row; state: State; isChosen: boolean; onOpen: () => void }

function Entry({ row, state, isChosen, onOpen }: EntryProps) {
  const { t, language } = useSpeech()
  const now = useNow(30_000)
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isChosen) link.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const received = new Date(row.received_at)
  const waited = Math.max(0, now.getTime() - received.getTime())
  const isOpen =
    ['undecided', 'waiting', 'provider'].includes(row.state) ||
    row.look_again_since !== undefined ||
    row.answer_overdue_since !== undefined ||
    row.notice?.reply_overdue_since !== undefined
  const time =
    waited < 60_000 ? t('inbox.justNow') : t('inbox.waited', { time: span(waited, language) })
  return (
    <li>
      <Link
        ref={link}
        to="/inbox"
        search={{ report: row.id, ...(state !== 'undecided' && { state }) }}
        replace
        preload={false}
        className={css.entry}
        activeProps={{}}
        {...(isChosen && { 'aria-current': 'true' as const })}
        onClick={onOpen}
      >
        <span className={css.top}>
          <span>
            {t('inbox.from', {
              channel: t(`source.channel.${row.channel}`),
              reporter: t(`source.class.${row.reporter_class}`),
            })}
          </span>
          <span className={`num ${isOpen && waited >= lateMs ? css.late : ''}`}>
            {isOpen ? time : dayAndClock(received, now, language)}
          </span>
        </span>
        <b className={css.words}>
          {row.erased ? t('ui.erased') : defanged(row.summary) || t('inbox.report.untitled')}
        </b>
        <span className={css.marks}>
          <span className="num">{row.number}</span>
          {state === 'all' && row.state !== 'undecided' && (
            <Chip>{t(`inbox.state.${row.state}`)}</Chip>
          )}
          {row.notice !== undefined && (
            <span>{[row.notice.from, row.notice.their_number].filter(Boolean).join('　')}</span>
          )}
          {row.notice?.acknowledged === false && (
            <Chip tone="warn">{t('inbox.notAcknowledged')}</Chip>
          )}
          {row.notice?.reply_due_at !== undefined && (
            <Chip tone={row.notice.reply_overdue_since === undefined ? 'gray' : 'warn'}>
              {t(
                row.notice.reply_overdue_since === undefined
                  ? 'inbox.replyDue'
                  : 'inbox.replyOverdue',
                { time: dayAndClock(new Date(row.notice.reply_due_at), now, language) },
              )}
            </Chip>
          )}
          {row.owes_reply && <Chip tone="warn">{t('inbox.owesReply')}</Chip>}
          {row.answer_overdue_since !== undefined ? (
            <Chip tone="warn">{t('inbox.answerOverdue')}</Chip>
          ) : (
            row.answer_due_at !== undefined && (
              <Chip>
                {t('inbox.answerDue', {
                  time: dayAndClock(new Date(row.answer_due_at), now, language),
                })}
              </Chip>
            )
          )}
          {row.look_again_since !== undefined && <Chip tone="warn">{t('inbox.lookAgain')}</Chip>}
          {!row.erased && !row.has_contact && <Chip tone="warn">{t('inbox.noContact')}</Chip>}
        </span>
      </Link>
    </li>
  )
}

function Hints() {
  const t = useT()
  return (
    <ul className={css.hints} aria-label={t('inbox.keysHint')}>
      <li>
        <Kbd keys="j k" isSpoken /> {t('inbox.keyMove')}
      </li>
      <li>
        <Kbd keys="1" isSpoken />–<Kbd keys="9" isSpoken /> {t('inbox.keyKind')}
      </li>
      <li>
        <Kbd keys="w" isSpoken /> {t('inbox.keyAsk')}
      </li>
      <li>
        <Kbd keys="l" isSpoken /> {t('inbox.keyJoin')}
      </li>
      <li>
        <Kbd keys="?" isSpoken /> {t('inbox.keyAll')}
      </li>
    </ul>
  )
}
