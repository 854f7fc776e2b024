import { useMemo, useState } from 'react'
import { query } from '@/api/client'
import { type Command, useCommands } from '@/app/commands'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/inbox'
import { Judgement } from './Judgement'
import { blankJudgement } from './judgement'
import css from './ReportDesk.module.css'
import { ReportView } from './ReportView'
import { type Item, itemsToAsk, type Report } from './report'

type Props = {
  report: Report
  readAgain: () => Promise<void>
  takesFocus: boolean
  onJudged: (report: Report) => void
}

/** One report and its judgement, side by side. The draft of the judgement belongs to both. */
export function ReportDesk({ report, readAgain, takesFocus, onJudged }: Props) {
  const t = useT()
  const draft = useDraftForm(`report/${report.id}/judgement`, blankJudgement)
  const similar = query.useQuery('get', '/api/v1/reports/{id}/similar', {
    params: { path: { id: report.id } },
  })
  const [asking, setAsking] = useState<Item | 'note'>()
  const hits = similar.data?.items
  const isOpen = report.state !== 'declared' && report.state !== 'joined'

  const join = (incident: string) => draft.change({ outcome: 'join', incident })
  const firstIncident = hits?.find((hit) => hit.kind === 'incident')?.id

  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'inbox.ask',
        group: 'screen',
        label: t('inbox.command.ask'),
        keys: 'w',
        run: () => setAsking(itemsToAsk(report)[0] ?? 'note'),
      },
      {
        id: 'inbox.join',
        group: 'screen',
        label: t('inbox.command.join'),
        keys: 'l',
        enabled: isOpen,
        run: () => draft.change({ outcome: 'join', incident: firstIncident ?? '' }),
      },
    ],
    [report, isOpen, firstIncident, draft.change, t],
  )
  useCommands(commands)

  return (
    <div className={css.desk}>
      <ReportView
        report={report}
        hits={hits}
        asking={asking}
        onAsk={setAsking}
        onJoin={isOpen ? join : undefined}
        readAgain={readAgain}
        takesFocus={takesFocus}
      />
      <section className={css.judgement} aria-label={t('inbox.judge.title')}>
        <Judgement
          report={report}
          hits={hits ?? []}
          draft={draft}
          readAgain={readAgain}
          onJudged={onJudged}
        />
      </section>
    </div>
  )
}
