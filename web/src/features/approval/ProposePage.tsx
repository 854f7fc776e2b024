import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { api, query } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/approval'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { ErrorSummary, type FieldProblem } from '@/ui/ErrorSummary'
import { Field, Select, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './approval.module.css'

const blank = { kind: '', title: '', text: '', wantedBy: '' }
const none: readonly FieldProblem[] = []

/** 起案する: what is to be approved, in about three sentences. */
export default function ProposePage() {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const navigate = useNavigate()
  const { incident } = useSearch({ from: '/approvals/new' })
  const mayAsk = useMay('approval.ask')
  const draft = useDraftForm(`approval/new/${incident ?? ''}`, blank)
  const { values, change } = draft
  const [errors, setErrors] = useState(none)
  const { data: about } = query.useQuery(
    'get',
    '/api/v1/incidents/{id}',
    { params: { path: { id: incident ?? '' } } },
    { enabled: incident !== undefined },
  )
  // The kinds are the organisation's own: they come with the list of approvals.
  const { data: list } = query.useQuery(
    'get',
    '/api/v1/approvals',
    { params: { query: { state: 'waiting' } } },
    { enabled: mayAsk },
  )
  const kinds = list?.kinds ?? []
  const chosen = kinds.find((kind) => kind.code === values.kind)
  const act = useAct(
    () =>
      api.POST('/api/v1/approvals', {
        body: {
          kind: values.kind,
          title: values.title.trim(),
          ...(values.text.trim() !== '' && { text: values.text.trim() }),
          ...(incident !== undefined && { incident }),
          ...(values.wantedBy !== '' && { wanted_by: values.wantedBy }),
        },
      }),
    ({ data }) => {
      draft.discard()
      say(t('approval.newSaid'))
      if (data) void navigate({ to: '/approvals/$id', params: { id: data.id } })
    },
  )
  const go = () => {
    const gaps = [
      ...(values.kind === '' ? [{ id: 'propose-kind', text: t('approval.kindBlank') }] : []),
      ...(values.title.trim() === ''
        ? [{ id: 'propose-title', text: t('approval.titleBlank') }]
        : []),
    ]
    setErrors(gaps)
    if (gaps.length === 0) void act.run()
  }
  const errorOf = (id: string, field: string) =>
    errors.find((one) => one.id === id)?.text ??
    (act.problem?.field === field ? act.sentence : undefined)
  const hasField = ['/kind', '/title', '/text'].includes(act.problem?.field ?? '')
  return (
    <Page
      title={t('approval.new')}
      crumb={<Link to="/approvals">{t('approval.title')}</Link>}
      meta={
        <span>
          {draft.restoredAt === undefined
            ? t('approval.newLead')
            : t('ui.restored', { time: dayAndClock(draft.restoredAt, now, language) })}
        </span>
      }
    >
      {mayAsk ? (
        <div className={`${css.sheet} ${css.paper}`}>
          <ErrorSummary errors={errors} />
          {about !== undefined && (
            <p>
              {t('approval.about')}{' '}
              <Link to="/incidents/$id" params={{ id: about.id }}>
                {about.number} {about.title}
              </Link>
            </p>
          )}
          <Select
            id="propose-kind"
            label={t('approval.kind')}
            hint={t('approval.kindHint')}
            isRequired
            value={values.kind}
            error={errorOf('propose-kind', '/kind')}
            onChange={(event) => change({ kind: event.target.value })}
            options={[
              { value: '', label: t('ui.choose') },
              ...kinds.map((kind) => ({ value: kind.code, label: kind.name })),
            ]}
          />
          {chosen !== undefined && (
            <p className={css.sub}>
              {t('approval.approvers', { roles: chosen.approvers })}
              {chosen.needs_two && ` ${t('approval.needsTwo')}`}
            </p>
          )}
          <Field
            id="propose-title"
            label={t('approval.newTitle')}
            hint={t('approval.newTitleHint')}
            isRequired
            maxLength={120}
            value={values.title}
            error={errorOf('propose-title', '/title')}
            onChange={(event) => change({ title: event.target.value })}
          />
          <TextArea
            id="propose-text"
            label={t('approval.newText')}
            hint={t('approval.newTextHint')}
            rows={4}
            maxLength={4000}
            value={values.text}
            error={errorOf('propose-text', '/text')}
            onChange={(event) => change({ text: event.target.value })}
          />
          <DateTimeField
            label={t('approval.newWanted')}
            hint={t('approval.newWantedHint')}
            hasNoApproximate
            initial={
              values.wantedBy === ''
                ? undefined
                : { at: new Date(values.wantedBy), precision: 'minute', isApproximate: false }
            }
            onRead={(value) =>
              value !== undefined && change({ wantedBy: value?.at.toISOString() ?? '' })
            }
          />
          {act.sentence !== undefined && !hasField && (
            <Notice tone="danger" role="alert" title={act.sentence} />
          )}
          <div className={css.acts}>
            <Button kind="filled" isPending={act.isPending} onPress={go}>
              {t('approval.newGo')}
            </Button>
          </div>
        </div>
      ) : (
        <Notice tone="info" title={t('approval.mayNotAsk')} />
      )}
    </Page>
  )
}
