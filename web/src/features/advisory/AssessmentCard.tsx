import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { api } from '@/api/client'
import { useMay } from '@/app/session'
import { useSpeech, useT } from '@/i18n/advisory'
import { clock, day } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card, Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import type { Advisories, Assessment } from './advisory'
import css from './advisory.module.css'
import { Marks, Said, Why } from './Said'

const AnswerForm = later(() => import('./AnswerForm'))
const AssignForm = later(() => import('./AssignForm'))
const PutAwayForm = later(() => import('./PutAwayForm'))

type Props = { one: Assessment; page: Advisories; mayAssess: boolean }
type Open = 'answer' | 'assign' | { away: string }

/** One advisory: what it says, why it may concern us, who answers by when, and the answer. */
export function AssessmentCard({ one, page, mayAssess }: Props) {
  const t = useT()
  const [open, setOpen] = useState<Open>()
  const box = useRef<HTMLDivElement>(null)
  const title = one.erased ? t('advisory.erased') : one.advisory.title
  const close = () => {
    setOpen(undefined)
    box.current?.focus()
  }
  return (
    <Card
      title={
        <>
          {title} <Marks advisory={one.advisory} />{' '}
          {one.overdue_since !== undefined && <Chip tone="danger">{t('advisory.overdue')}</Chip>}
          {one.answer !== undefined && <AnswerChip answer={one.answer} />}
        </>
      }
    >
      <div ref={box} tabIndex={-1} className={css.stack}>
        {one.change !== undefined && (
          <Notice tone="warn">{t(`advisory.changed.${one.change}`)}</Notice>
        )}
        {!one.erased && (
          <div className={css.columns}>
            <Said advisory={one.advisory} />
            <State one={one} />
          </div>
        )}
        <Matches
          one={one}
          mayAssess={mayAssess && open === undefined}
          onAway={(away) => setOpen({ away })}
        />
        {open === 'answer' && <AnswerForm one={one} page={page} onClose={close} />}
        {open === 'assign' && <AssignForm one={one} onClose={close} />}
        {typeof open === 'object' && <PutAwayForm one={one} system={open.away} onClose={close} />}
        {mayAssess && open === undefined && !one.erased && (
          <Acts one={one} title={title} onOpen={setOpen} />
        )}
      </div>
    </Card>
  )
}

function AnswerChip({ answer }: { answer: NonNullable<Assessment['answer']> }) {
  const t = useT()
  const tones = { affected: 'warn', none: 'ok', checking: 'key' } as const
  return <Chip tone={tones[answer]}>{t(`advisory.answers.${answer}`)}</Chip>
}

function State({ one }: { one: Assessment }) {
  const { t, language } = useSpeech()
  const time = (at: string) => `${day(new Date(at), language)} ${clock(new Date(at), language)}`
  const rows: (false | { name: ReactNode; value: ReactNode })[] = [
    { name: t('advisory.checker'), value: one.post?.name ?? t('advisory.noChecker') },
    {
      name: t('advisory.due'),
      value:
        one.due_at === undefined ? (
          t('advisory.noDue')
        ) : (
          <span className={one.overdue_since === undefined ? undefined : css.danger}>
            {time(one.due_at)}（{t(`advisory.dueFrom.${one.due_from ?? 'person'}`)}）
          </span>
        ),
    },
    one.answer !== undefined && {
      name: t('advisory.answerLegend'),
      value: (
        <>
          {t(`advisory.answers.${one.answer}`)}
          {(one.systems ?? []).length > 0 &&
            `：${(one.systems ?? []).map((system) => system.name ?? t('ui.erased')).join('、')}`}
          {one.note !== undefined && <p>{one.note}</p>}
          {one.answered_at !== undefined && (
            <p className={css.sub}>
              {t('advisory.answeredLine', {
                time: time(one.answered_at),
                name: one.answered_by?.name ?? '',
              })}
            </p>
          )}
        </>
      ),
    },
  ]
  return (
    <div>
      <Facts rows={rows.filter((row) => row !== false)} />
      <p className={css.chips}>
        {one.from_report !== undefined && (
          <ReportLink id={one.from_report.id}>
            {t('advisory.fromReport', { number: one.from_report.number })}
          </ReportLink>
        )}
        {one.report !== undefined && (
          <ReportLink id={one.report.id}>
            {t('advisory.reported', { number: one.report.number })}
          </ReportLink>
        )}
      </p>
    </div>
  )
}

function ReportLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link className={css.link} to="/inbox" search={{ report: id, state: 'all' }}>
      {children}
    </Link>
  )
}

type MatchesProps = { one: Assessment; mayAssess: boolean; onAway: (system: string) => void }

function Matches({ one, mayAssess, onAway }: MatchesProps) {
  const t = useT()
  if (one.erased) return null
  return (
    <div>
      <h3>{t('advisory.why')}</h3>
      {one.matches.length === 0 && <p className={css.sub}>{t('advisory.whyNone')}</p>}
      <ul className={css.list}>
        {one.matches.map((match) => (
          <li key={`${match.system.id} ${match.software.name} ${match.words}`}>
            <Why match={match} />{' '}
            {mayAssess && one.needs_check && (
              <Button
                size="small"
                kind="text"
                aria-label={t('advisory.putAwayNamed', {
                  system: match.system.name ?? t('ui.erased'),
                })}
                onPress={() => onAway(match.system.id)}
              >
                {t('advisory.putAway')}
              </Button>
            )}
          </li>
        ))}
        {one.put_away.map((away) => (
          <li key={`${away.system.id} ${away.reason}`} className={css.sub}>
            {t('advisory.putAwayLine', {
              system: away.system.name ?? t('ui.erased'),
              reason: away.reason,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}

type ActsProps = { one: Assessment; title: string; onOpen: (what: Open) => void }

function Acts({ one, title, onOpen }: ActsProps) {
  const t = useT()
  const mayReport = useMay('report.record')
  const act = useAdvisoryAct(
    () =>
      api.POST('/api/v1/advisories/{advisory}/report', {
        params: { path: { advisory: one.id }, header: { 'If-Match': `"${one.rev}"` } },
      }),
    () => say(t('advisory.reportSaid')),
  )
  return (
    <>
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.acts}>
        <Button
          size="small"
          aria-label={t('advisory.answerNamed', { title })}
          onPress={() => onOpen('answer')}
        >
          {t('advisory.answer')}
        </Button>
        {one.answer === 'affected' && one.report === undefined && mayReport && (
          <Button
            size="small"
            isPending={act.isPending}
            aria-label={t('advisory.reportNamed', { title })}
            onPress={() => void act.run()}
          >
            {t('advisory.report')}
          </Button>
        )}
        {one.needs_check && (
          <Button
            size="small"
            kind="text"
            aria-label={t('advisory.assignNamed', { title })}
            onPress={() => onOpen('assign')}
          >
            {t('advisory.assign')}
          </Button>
        )}
      </div>
    </>
  )
}
