import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useRenewal } from '@/app/Renewal'
import { useMay } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/approval'
import { dayAndClock } from '@/i18n/dates'
import { ButtonLink } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { Answer } from './Answer'
import { type Approval, approvalOptions, mayOf, type Step, take, tones } from './approval'
import css from './approval.module.css'
import { Confirmation } from './Confirmation'
import { Details } from './Details'
import { Story } from './Story'
import { Withdrawal } from './Withdrawal'

const OralForm = later(() => import('./OralForm'))

/** One 決裁: what is asked, in full, and the one thing the reader is to do about it. */
export default function ApprovalPage() {
  const t = useT()
  const { id } = useParams({ from: '/approvals/$id' })
  const { data, error } = useQuery(approvalOptions(id))
  if (data !== undefined) return <Room key={id} approval={data} />
  if (error === null) {
    return (
      <Page title={t('approval.title')}>
        <Loading />
      </Page>
    )
  }
  const problem = asProblem(error)
  return (
    <Page title={t('approval.title')}>
      <EmptyState title={problem.isUnreachable ? t('ui.unreachable') : problem.message}>
        <ButtonLink to="/approvals">{t('approval.toList')}</ButtonLink>
      </EmptyState>
    </Page>
  )
}

function Room({ approval }: { approval: Approval }) {
  const { t, language } = useSpeech()
  const now = useNow(30_000)
  const queries = useQueryClient()
  const { guard, sheet } = useRenewal()
  const options = approvalOptions(approval.id)
  const act = useAct(
    async (step: Step) => {
      try {
        return { step, after: await guard(() => take(approval, step)) }
      } catch (thrown) {
        // The newest state comes onto the screen, and the person looks before choosing again.
        if (asProblem(thrown).isStale) {
          await queries.invalidateQueries({ queryKey: options.queryKey })
        }
        throw thrown
      }
    },
    ({ step, after }) => {
      if (after !== undefined) queries.setQueryData(options.queryKey, after)
      say(t(`approval.said.${step.kind}`))
    },
  )
  const step = { run: act.run, isPending: act.isPending, problem: act.problem }
  const mayAnswer = mayOf(approval, 'approve')
  return (
    <Page
      title={approval.title}
      crumb={<Link to="/approvals">{t('approval.title')}</Link>}
      meta={
        <>
          <Chip tone={tones[approval.state]}>{t(`approval.state.${approval.state}`)}</Chip>
          <span>{approval.kind_name}</span>
          <span className="num">
            {t('approval.askedBy', {
              name: approval.asked_by.name,
              time: dayAndClock(new Date(approval.asked_at), now, language),
            })}
          </span>
        </>
      }
    >
      <div className={css.sheet}>
        <div className={css.words}>
          {approval.text === '' ? (
            <p className={css.sub}>{t('approval.noText')}</p>
          ) : (
            <p>{approval.text}</p>
          )}
          <Details approval={approval} />
          {approval.wanted_by !== undefined && (
            <p>
              <b className="num">
                {t('approval.wanted', {
                  time: dayAndClock(new Date(approval.wanted_by), now, language),
                })}
              </b>
            </p>
          )}
          {approval.incident !== undefined && <Incident id={approval.incident} />}
        </div>
        {act.problem !== undefined && act.problem.field === undefined && (
          <Notice
            tone="danger"
            role="alert"
            title={act.problem.isStale ? t('approval.changed') : act.sentence}
          />
        )}
        {mayAnswer.allowed && <Answer approval={approval} step={step} />}
        {mayOf(approval, 'confirm').allowed && <Confirmation approval={approval} step={step} />}
        {approval.state === 'asked' && !mayAnswer.allowed && (
          <p className={css.sub}>
            {t('approval.waitFor')} {t('approval.approvers', { roles: approval.approvers })}{' '}
            {mayAnswer.reason}
          </p>
        )}
        {mayOf(approval, 'note_oral').allowed && <OralForm approval={approval} step={step} />}
        {mayOf(approval, 'withdraw').allowed && <Withdrawal step={step} />}
        <Card title={t('approval.story')}>
          <Story approval={approval} />
        </Card>
      </div>
      {sheet}
    </Page>
  )
}

/** What a part of the screen needs to take a step. */
export type Stepping = {
  run: (step: Step) => Promise<boolean>
  isPending: boolean
  problem: ReturnType<typeof asProblem> | undefined
}

function Incident({ id }: { id: string }) {
  const t = useT()
  const mayRead = useMay('incident.read')
  const { data } = query.useQuery(
    'get',
    '/api/v1/incidents/{id}',
    { params: { path: { id } } },
    { enabled: mayRead },
  )
  if (!mayRead) return null
  return (
    <p>
      {t('approval.about')}{' '}
      <Link to="/incidents/$id" params={{ id }}>
        {data === undefined ? t('approval.openIncident') : `${data.number} ${data.title}`}
      </Link>
    </p>
  )
}
