import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { api, query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useRenewal } from '@/app/Renewal'
import { Page } from '@/app/shell/Page'
import { isoDay } from '@/app/tenures'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/reshuffle'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { ErrorSummary, type FieldProblem } from '@/ui/ErrorSummary'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useTeamAct } from './acts'
import { PasteBox } from './PasteBox'
import { ReshuffleReview } from './ReshuffleReview'
import { ReshuffleTable } from './ReshuffleTable'
import { type Draft, movesOf, nextApril, openIn } from './reshuffle'
import css from './reshuffle.module.css'
import type { Team } from './roll'

const none: readonly FieldProblem[] = []

/** 人事異動: any number of posts change hands on one day; written, checked, and recorded at once. */
export default function ReshufflePage() {
  const t = useT()
  const { data: team, error } = query.useQuery('get', '/api/v1/team')
  const may = team?.may.find((one) => one.action === 'team.manage')
  if (team !== undefined && may?.allowed) return <Reshuffle team={team} />
  return (
    <Page title={t('reshuffle.title')}>
      {error !== null ? (
        <Notice tone="danger" role="alert" title={asProblem(error).message} />
      ) : may === undefined ? (
        <Loading />
      ) : (
        <Notice tone="info" title={t('reshuffle.mayNot', { reason: may.reason ?? '' })} />
      )}
    </Page>
  )
}

function Reshuffle({ team }: { team: Team }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const navigate = useNavigate()
  const { values, change, restoredAt, discard } = useDraftForm<Draft>('people/reshuffle', {
    from: nextApril(isoDay(new Date())),
    entries: {},
  })
  const [isReviewing, setReviewing] = useState(false)
  const [errors, setErrors] = useState(none)
  const moves = movesOf(values, team)
  const { guard, sheet } = useRenewal()
  const act = useTeamAct(
    () =>
      guard(() =>
        api.POST('/api/v1/team/reshuffle', {
          body: { from: values.from, moves: moves.map((move) => move.input) },
        }),
      ),
    () => {
      discard()
      say(t('reshuffle.said', { n: moves.length }))
      void navigate({ to: '/people' })
    },
  )
  const check = () => {
    const gaps = [
      ...(values.from === '' ? [{ id: 'reshuffle-from', text: t('reshuffle.fromWrong') }] : []),
      ...openIn(values, team).map((post) => ({
        id: `reshuffle-${post.code}-0`,
        text: t('reshuffle.open', { post: post.name }),
      })),
      ...(moves.length === 0
        ? [{ id: `reshuffle-${team.posts[0]?.code}-0`, text: t('reshuffle.nothing') }]
        : []),
    ]
    setErrors(gaps)
    if (gaps.length === 0) setReviewing(true)
  }
  const wrongAt = Number(/^\/moves\/(\d+)/.exec(act.problem?.field ?? '')?.[1] ?? Number.NaN)
  const wrong = moves[wrongAt]?.post.name
  const sentence =
    act.sentence === undefined || wrong === undefined
      ? act.sentence
      : t('reshuffle.wrongAt', { post: wrong, text: act.sentence })
  return (
    <Page
      title={t('reshuffle.title')}
      crumb={<Link to="/people">{t('nav.people')}</Link>}
      meta={
        restoredAt === undefined ? (
          <span>{t('reshuffle.lead')}</span>
        ) : (
          <>
            <span>{t('ui.restored', { time: dayAndClock(restoredAt, now, language) })}</span>
            <Button kind="text" size="small" onPress={discard}>
              {t('ui.discard')}
            </Button>
          </>
        )
      }
    >
      {sheet}
      {isReviewing ? (
        <ReshuffleReview
          moves={moves}
          draft={values}
          team={team}
          sentence={sentence}
          isPending={act.isPending}
          onBack={() => {
            act.forget()
            setReviewing(false)
          }}
          onGo={() => void act.run()}
        />
      ) : (
        <div className={css.stack}>
          <ErrorSummary errors={errors} />
          <div className={css.tools}>
            <DateTimeField
              key={restoredAt?.toISOString() ?? 'new'}
              id="reshuffle-from"
              label={t('reshuffle.from')}
              hint={t('reshuffle.fromHint')}
              isRequired
              isDayOnly
              hasNoApproximate
              initial={
                values.from === ''
                  ? undefined
                  : {
                      at: new Date(`${values.from}T00:00:00+09:00`),
                      precision: 'day',
                      isApproximate: false,
                    }
              }
              onRead={(value) => change({ from: value ? isoDay(value.at) : '' })}
            />
            <PasteBox
              team={team}
              onRead={(entries) => change({ entries: { ...values.entries, ...entries } })}
              onCheck={check}
            />
          </div>
          <ReshuffleTable
            team={team}
            draft={values}
            onChange={(post, entries) =>
              change({ entries: { ...values.entries, [post]: entries } })
            }
          />
          <Foot count={moves.length} onCheck={check} />
        </div>
      )}
    </Page>
  )
}

function Foot({ count, onCheck }: { count: number; onCheck: () => void }) {
  const t = useT()
  const foot = useRef<HTMLDivElement>(null)
  // What has the focus is never under the bar (WCAG 2.4.11).
  useEffect(() => {
    const root = document.documentElement
    root.style.scrollPaddingBottom = `${(foot.current?.offsetHeight ?? 0) + 16}px`
    return () => {
      root.style.scrollPaddingBottom = ''
    }
  }, [])
  return (
    <div ref={foot} className={css.foot}>
      <Button kind="filled" onPress={onCheck}>
        {t('reshuffle.check')}
      </Button>
      <span className="num" role="status">
        {t('reshuffle.counted', { n: count })}
      </span>
    </div>
  )
}
