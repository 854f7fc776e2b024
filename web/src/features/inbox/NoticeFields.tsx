import { useT } from '@/i18n/notice'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, FieldError } from '@/ui/Field'
import css from './NoticeCard.module.css'
import { type HopDraft, hopsMax, type NoticeDraft, type NoticeGap, withHop } from './notice'

type Props = {
  values: NoticeDraft
  onChange: (values: NoticeDraft) => void
  gaps: readonly NoticeGap[]
}

const timeOf = (text: string) =>
  text === ''
    ? undefined
    : ({ at: new Date(text), precision: 'minute', isApproximate: false } as const)

/** Whose notice it is, their number, when a reply is due, and by whom it came. */
export default function NoticeFields({ values, onChange, gaps }: Props) {
  const t = useT()
  const change = (part: Partial<NoticeDraft>) => onChange({ ...values, ...part })
  const changeHop = (id: string, part: Partial<HopDraft>) =>
    change({ chain: values.chain.map((hop) => (hop.id === id ? { ...hop, ...part } : hop)) })
  return (
    <div className={css.fields}>
      <div className={css.pair}>
        <Field
          label={t('notice.from')}
          hint={t('notice.fromHint')}
          isRequired
          maxLength={200}
          value={values.from}
          onChange={(event) => change({ from: event.target.value })}
          error={gaps.includes('from') ? t('notice.fromBlank') : undefined}
        />
        <Field
          label={t('notice.theirNumber')}
          maxLength={100}
          value={values.theirNumber}
          onChange={(event) => change({ theirNumber: event.target.value })}
        />
      </div>
      <DateTimeField
        label={t('notice.replyDue')}
        hasNoApproximate
        initial={timeOf(values.replyDueAt)}
        onRead={(read) => change({ replyDueAt: read?.at.toISOString() ?? '' })}
      />
      <fieldset className={css.chain}>
        <legend>{t('notice.chain')}</legend>
        {values.chain.map((hop, place) => (
          <div key={hop.id} className={css.hop}>
            <Field
              label={t('notice.hopFrom')}
              maxLength={200}
              value={hop.from}
              onChange={(event) => changeHop(hop.id, { from: event.target.value })}
            />
            <Field
              label={t('notice.hopTo')}
              maxLength={200}
              value={hop.to}
              onChange={(event) => changeHop(hop.id, { to: event.target.value })}
            />
            <DateTimeField
              label={t('notice.hopAt')}
              hasNoApproximate
              initial={timeOf(hop.at)}
              onRead={(read) => changeHop(hop.id, { at: read?.at.toISOString() ?? '' })}
            />
            <Button
              kind="text"
              size="small"
              onPress={() => change({ chain: values.chain.filter((one) => one !== hop) })}
            >
              {t('notice.dropHop', { n: place + 1 })}
            </Button>
          </div>
        ))}
        {gaps.includes('chain') && <FieldError id="notice-chain" error={t('notice.hopBlank')} />}
        {values.chain.length < hopsMax && (
          <Button
            kind="quiet"
            size="small"
            onPress={() => onChange(withHop(values, crypto.randomUUID()))}
          >
            {t('notice.addHop')}
          </Button>
        )}
      </fieldset>
    </div>
  )
}
