import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { query } from '@/api/client'
import { FactWords } from '@/app/FactWords'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/incident'
import { Card, Facts } from '@/ui/Card'
import type { Fact } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './side.module.css'

const shownMax = 5

/** The impact in a few lines: the counts, and what was found out about special kinds of data. */
export function impactOf(facts: readonly Fact[]): Fact[] {
  const weight = (fact: Fact) => {
    if (fact.type === 'number') return 0
    if (fact.key === 'my_number' || fact.key === 'special_care') return 1
    return 2
  }
  return facts
    .filter((fact) => weight(fact) < 2)
    .sort((a, b) => weight(a) - weight(b))
    .slice(0, shownMax)
}

/** 概要: the four items as they were reported, and the impact with how sure it is. */
export function Overview() {
  const t = useT()
  const { incident, goTo } = useRoom()
  const mayRead = useMay('report.read')
  const first = incident.reports[0]
  const { data: report } = query.useQuery(
    'get',
    '/api/v1/reports/{id}',
    { params: { path: { id: first?.id ?? '' } } },
    { enabled: mayRead && first !== undefined },
  )
  const said = (text: string | undefined): ReactNode =>
    text === undefined || text === '' ? <b className={css.open}>{t('ui.unknown')}</b> : text
  const rows =
    report !== undefined
      ? [
          { name: t('incident.overview.when'), value: said(report.when.text) },
          { name: t('incident.overview.where'), value: said(report.where) },
          {
            name: t('incident.overview.what'),
            value: said([report.what, report.how].filter((one) => one !== '').join('\n')),
          },
          { name: t('incident.overview.who'), value: who(report.reporter ?? report.finder) },
        ]
      : first === undefined
        ? []
        : [{ name: t('incident.overview.what'), value: first.summary }]
  const impact = impactOf(incident.facts).map((fact) => ({
    name: fact.label,
    value: <FactWords fact={fact} />,
  }))
  return (
    <Card
      title={t('incident.overview.title')}
      action={
        <button type="button" className={shared.cardLink} onClick={() => goTo('facts')}>
          {t('incident.overview.edit')}
        </button>
      }
    >
      <div className={css.overview}>
        <Facts rows={rows} />
        {impact.length > 0 && (
          <div className={css.impact}>
            <Facts rows={impact} />
          </div>
        )}
      </div>
      {first !== undefined && mayRead && (
        <p className={shared.sub}>
          <Link to="/inbox" search={{ report: first.id, state: 'all' }}>
            {t('incident.overview.report', { number: first.number })}
          </Link>
        </p>
      )}
    </Card>
  )

  function who(contact: { name?: string; affiliation?: string; phone?: string } | undefined) {
    if (report?.personal_state === 'erased') return t('ui.erased')
    const words = [contact?.affiliation, contact?.name, contact?.phone].filter(Boolean).join(' ')
    return said(words)
  }
}
