import { useRef, useState } from 'react'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/notice'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Card'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import css from './NoticeCard.module.css'
import reportCss from './ReportView.module.css'
import type { Report } from './report'

const NoticeForm = later(() => import('./NoticeForm'))
const AcknowledgeForm = later(() => import('./AcknowledgeForm'))

type Props = { report: Report; readAgain: () => Promise<void> }

/** 外の団体からの通知: their number, when a reply is due, by whom it came, and who was told. */
export default function NoticeCard({ report, readAgain }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const heading = useRef<HTMLHeadingElement>(null)
  const [open, setOpen] = useState<'notice' | 'acknowledge'>()
  const may = report.may.some((one) => one.action === 'report.record' && one.allowed)
  const { notice } = report
  const isLikely = report.channel === 'authority' || report.channel === 'contractor'
  if (report.erased || (notice === undefined && !(may && isLikely))) return null
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  const close = () => {
    setOpen(undefined)
    heading.current?.focus({ preventScroll: true })
  }
  return (
    <section aria-labelledby="report-notice" className={`${reportCss.rest} ${css.card}`}>
      <h3 id="report-notice" ref={heading} tabIndex={-1}>
        {t('notice.title')}
      </h3>
      {notice?.reply_overdue_since !== undefined && (
        <Notice tone="warn">
          {t('notice.overdue', { time: time(notice.reply_due_at ?? notice.reply_overdue_since) })}
        </Notice>
      )}
      {notice !== undefined && notice.acknowledged.length === 0 && (
        <Notice tone="warn">{t('notice.notAcknowledged')}</Notice>
      )}
      {notice !== undefined && (
        <Facts
          rows={[
            { name: t('notice.from'), value: notice.from },
            { name: t('notice.theirNumber'), value: notice.their_number ?? t('notice.none') },
            {
              name: t('notice.replyDue'),
              value:
                notice.reply_due_at === undefined ? t('notice.none') : time(notice.reply_due_at),
            },
            ...(notice.replied_at === undefined
              ? []
              : [{ name: t('notice.repliedAt'), value: time(notice.replied_at) }]),
            ...(notice.chain.length === 0
              ? []
              : [{ name: t('notice.chain'), value: <Chain chain={notice.chain} time={time} /> }]),
            ...notice.acknowledged.map((one) => ({
              name: t('notice.acknowledged'),
              value: [
                time(one.at),
                t(`notice.ways.${one.way}`),
                one.to,
                one.note,
                one.by.name,
                one.recorded_at === one.at
                  ? undefined
                  : t('notice.writtenAt', { time: time(one.recorded_at) }),
              ]
                .filter(Boolean)
                .join('　'),
            })),
          ]}
        />
      )}
      {open === 'notice' && <NoticeForm report={report} readAgain={readAgain} onClose={close} />}
      {open === 'acknowledge' && (
        <AcknowledgeForm report={report} readAgain={readAgain} onClose={close} />
      )}
      {may && open === undefined && (
        <p className={css.acts}>
          {notice !== undefined && (
            <Button size="small" onPress={() => setOpen('acknowledge')}>
              {t('notice.acknowledge')}
            </Button>
          )}
          <Button size="small" kind="quiet" onPress={() => setOpen('notice')}>
            {notice === undefined ? t('notice.make') : t('notice.edit')}
          </Button>
        </p>
      )}
    </section>
  )
}

type ChainProps = {
  chain: NonNullable<Report['notice']>['chain']
  time: (at: string) => string
}

function Chain({ chain, time }: ChainProps) {
  const { t } = useSpeech()
  return (
    <ol>
      {chain.map((hop) => (
        <li key={`${hop.from}${hop.to}${hop.at}`}>
          {t('notice.hop', { from: hop.from, to: hop.to })}
          {hop.at !== undefined && <span className="num">　{time(hop.at)}</span>}
        </li>
      ))}
    </ol>
  )
}
