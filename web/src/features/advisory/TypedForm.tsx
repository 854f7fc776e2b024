import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/advisory'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import { cvesIn, severities } from './advisory'
import css from './advisory.module.css'

const blank = {
  title: '',
  source: '',
  link: '',
  cves: '',
  vendor: '',
  product: '',
  versions: '',
  severity: '',
}

/** An advisory typed in by hand; out of a mail of J-LIS, most often. */
export default function TypedForm(props: { report: string | undefined; onClose: () => void }) {
  const { data: report } = query.useQuery(
    'get',
    '/api/v1/reports/{id}',
    { params: { path: { id: props.report ?? '' } } },
    { enabled: props.report !== undefined },
  )
  if (props.report !== undefined && report === undefined) return null
  return <Fields report={report} onClose={props.onClose} />
}

type Props = { report: Schemas['Report'] | undefined; onClose: () => void }

function Fields({ report, onClose }: Props) {
  const t = useT()
  const { values, change, discard } = useDraftForm(`advisory/typed/${report?.id ?? 'new'}`, {
    ...blank,
    title: report?.what.split('\n')[0]?.slice(0, 300) ?? '',
    source: report?.notice?.from ?? '',
  })
  const [due, setDue] = useState<Date | null | undefined>(
    report?.notice?.reply_due_at === undefined ? null : new Date(report.notice.reply_due_at),
  )
  const [isTried, setTried] = useState(false)
  const text = (key: keyof typeof blank) => values[key].trim()
  const act = useAdvisoryAct(
    () => {
      const product = text('product')
      const severity = values.severity as Schemas['AdvisoryInput']['severity'] | ''
      const optional = { vendor: text('vendor'), versions: text('versions') }
      return api.POST('/api/v1/advisories', {
        body: {
          title: text('title'),
          source: text('source'),
          ...(text('link') !== '' && { link: text('link') }),
          cves: cvesIn(values.cves),
          ...(product !== '' && {
            products: [
              {
                name: product,
                ...(optional.vendor !== '' && { vendor: optional.vendor }),
                ...(optional.versions !== '' && { versions: optional.versions }),
              },
            ],
          }),
          ...(severity !== '' && severity !== undefined && { severity }),
          ...(due instanceof Date && { due_at: due.toISOString() }),
          ...(report !== undefined && { report: report.id }),
        },
      })
    },
    () => {
      discard()
      say(t('advisory.typedSaid'))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (text('title') !== '' && text('source') !== '' && due !== undefined) void act.run()
  }
  const field = (key: keyof typeof blank, more: Partial<Parameters<typeof Field>[0]>) => (
    <Field
      label=""
      value={values[key]}
      maxLength={100}
      autoComplete="off"
      onChange={(event) => change({ [key]: event.target.value })}
      {...more}
    />
  )
  const refused = (name: string) => (act.problem?.field === name ? act.sentence : undefined)
  const isElsewhere = !['/link', '/cves'].includes(act.problem?.field ?? '')
  const initial =
    due instanceof Date
      ? { at: due, precision: 'minute' as const, isApproximate: false }
      : undefined
  return (
    <div className={css.form}>
      {report !== undefined && (
        <p className={css.sub}>{t('advisory.typedFrom', { number: report.number })}</p>
      )}
      {field('title', {
        label: t('advisory.typedTitle'),
        isRequired: true,
        maxLength: 300,
        autoFocus: true,
        error: isTried && text('title') === '' ? t('advisory.typedTitleBlank') : undefined,
      })}
      {field('source', {
        label: t('advisory.typedSource'),
        hint: t('advisory.typedSourceHint'),
        isRequired: true,
        error: isTried && text('source') === '' ? t('advisory.typedSourceBlank') : undefined,
      })}
      {field('link', {
        label: t('advisory.typedLink'),
        inputMode: 'url',
        maxLength: 500,
        error: refused('/link'),
      })}
      <TextArea
        label={t('advisory.typedCves')}
        hint={t('advisory.typedCvesHint')}
        rows={1}
        maxLength={4000}
        value={values.cves}
        error={refused('/cves')}
        onChange={(event) => change({ cves: event.target.value })}
      />
      {field('vendor', { label: t('advisory.typedVendor') })}
      {field('product', { label: t('advisory.typedProduct') })}
      {field('versions', { label: t('advisory.typedVersions') })}
      <Select
        label={t('advisory.typedSeverity')}
        value={values.severity}
        options={[
          { value: '', label: t('advisory.severityNone') },
          ...severities.map((value) => ({ value, label: t(`advisory.severity.${value}`) })),
        ]}
        onChange={(event) => change({ severity: event.target.value })}
      />
      <DateTimeField
        label={t('advisory.typedDue')}
        hint={t('advisory.typedDueHint')}
        hasNoApproximate
        initial={initial}
        onRead={(value) => setDue(value === null ? null : value?.at)}
      />
      {act.sentence !== undefined && isElsewhere && (
        <Notice tone="danger" role="alert" title={act.sentence} />
      )}
      <div className={css.acts}>
        <Button size="small" kind="filled" isPending={act.isPending} onPress={go}>
          {t('advisory.typedSave')}
        </Button>
        <Button
          size="small"
          kind="text"
          onPress={() => {
            discard()
            onClose()
          }}
        >
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
