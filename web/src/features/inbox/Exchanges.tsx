import { useRef, useState } from 'react'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/exchange'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import { exchangesOf, type Purpose } from './exchange'
import css from './ReportView.module.css'
import type { Report } from './report'

const ExchangeForm = later(() => import('./ExchangeForm'))

type Props = { report: Report; readAgain: () => Promise<void> }

/** 通報者とのやりとり: what they were asked and told, and what is still owed to them. */
export default function Exchanges({ report, readAgain }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const heading = useRef<HTMLHeadingElement>(null)
  const [open, setOpen] = useState<Purpose>()
  const may = report.may.some((one) => one.action === 'report.record' && one.allowed)
  const rows = exchangesOf(report)
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  if (report.erased || (!may && rows.length === 0)) return null
  return (
    <section aria-labelledby="report-exchanges">
      <h3 id="report-exchanges" ref={heading} tabIndex={-1}>
        {t('exchange.title')}
      </h3>
      {report.owes_reply && <Notice tone="warn">{t('exchange.owes')}</Notice>}
      {rows.length > 0 && (
        <ol className={css.additions}>
          {rows.map(({ kind, asked, ...row }) => (
            <li key={`${kind}${row.recorded_at}`}>
              <span className={css.by}>
                <b>{t(`exchange.${kind}`)}</b> {t(`exchange.way.${row.way}`)}{' '}
                <time className="num" dateTime={row.at}>
                  {time(row.at)}
                </time>{' '}
                {row.by.name}
                {row.recorded_at !== row.at && (
                  <small className="num">
                    {' '}
                    {t('exchange.writtenAt', { time: time(row.recorded_at) })}
                  </small>
                )}
              </span>
              {row.note !== undefined && <p>{row.note}</p>}
              {row.letter !== undefined && <p className={css.echo}>{t('exchange.byMail')}</p>}
              {asked !== undefined && asked.items.length > 0 && (
                <p className={css.echo}>
                  {t('exchange.itemsAsked', {
                    items: asked.items.map((item) => t(`inbox.report.${item}`)).join(' / '),
                  })}
                </p>
              )}
              {asked?.open && asked.due_at !== undefined && (
                <Chip tone={asked.overdue_since === undefined ? 'gray' : 'warn'}>
                  {t(asked.overdue_since === undefined ? 'exchange.due' : 'exchange.overdue', {
                    time: time(asked.due_at),
                  })}
                </Chip>
              )}
            </li>
          ))}
        </ol>
      )}
      {open !== undefined && (
        <ExchangeForm
          key={open}
          report={report}
          purpose={open}
          readAgain={readAgain}
          onClose={() => {
            setOpen(undefined)
            heading.current?.focus({ preventScroll: true })
          }}
        />
      )}
      {may && open === undefined && (
        <p className={css.acts}>
          <Button size="small" onPress={() => setOpen('question')}>
            {t('exchange.ask')}
          </Button>
          <Button size="small" onPress={() => setOpen('reply')}>
            {t('exchange.reply')}
          </Button>
        </p>
      )}
    </section>
  )
}
