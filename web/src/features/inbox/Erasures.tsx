import { api, etagOf } from '@/api/client'
import { Erasure } from '@/app/Erasure'
import { useT } from '@/i18n/erasure'
import type { Report } from './report'

type Props = { report: Report; readAgain: () => Promise<void> }

/** What may be erased of a report: its people, its content. */
export default function Erasures({ report, readAgain }: Props) {
  const t = useT()
  const may = report.may.find((one) => one.action === 'report.erase')
  const refused = may?.allowed ? undefined : (may?.reason ?? '')
  const isJudged = !['undecided', 'waiting', 'watch'].includes(report.state)
  const erase = (what: 'people' | 'content') => (ground: string) =>
    api.POST('/api/v1/reports/{id}/erasure', {
      params: {
        path: { id: report.id },
        header: { 'If-Match': etagOf(`/api/v1/reports/${report.id}`) },
      },
      body: { what, ground },
    })
  return (
    <section>
      <Erasure
        what="people"
        refusal={refused ?? (report.personal_state === 'present' ? undefined : t('erase.noPeople'))}
        send={erase('people')}
        onDone={readAgain}
      />
      <Erasure
        what="report"
        refusal={
          refused ??
          (report.erased ? t('erase.erasedAlready') : isJudged ? undefined : t('erase.notJudged'))
        }
        send={erase('content')}
        onDone={readAgain}
      />
    </section>
  )
}
