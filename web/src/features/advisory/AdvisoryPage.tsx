import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/advisory'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { Tabs } from '@/ui/Tabs'
import { AssessmentCard } from './AssessmentCard'
import type { Advisories, Assessment } from './advisory'
import css from './advisory.module.css'
import { FileIntake } from './FileIntake'
import { Health } from './Health'

const TypedForm = later(() => import('./TypedForm'))
const Items = later(() => import('./Items'))
const Feeds = later(() => import('./Feeds'))

/** 注意喚起: what has to be checked by when, what was answered, and what else came in. */
export default function AdvisoryPage() {
  const t = useT()
  const navigate = useNavigate({ from: '/advisories' })
  const { part = 'check', report } = useSearch({ from: '/advisories' })
  const [isTyping, setTyping] = useState(report !== undefined)
  const { data: page, error } = query.useQuery('get', '/api/v1/advisories')
  if (page === undefined) {
    return (
      <Page title={t('advisory.title')}>
        {error === null ? (
          <Loading />
        ) : (
          <Notice tone="danger" role="alert" title={asProblem(error).message} />
        )}
      </Page>
    )
  }
  const may = page.may.find((one) => one.action === 'advisory.assess')
  const mayAssess = may?.allowed ?? false
  const tabs = [
    {
      value: 'check' as const,
      label: t('advisory.toCheck'),
      count: String(page.to_check.length),
    },
    { value: 'done' as const, label: t('advisory.done'), count: String(page.done_count) },
    { value: 'other' as const, label: t('advisory.other') },
  ]
  const close = () => {
    setTyping(false)
    if (report !== undefined) void navigate({ search: {} })
  }
  return (
    <Page title={t('advisory.title')} meta={<span>{t('advisory.lead')}</span>}>
      <div className={css.stack}>
        {!mayAssess && (
          <p className={css.sub}>{t('advisory.readOnly', { reason: may?.reason ?? '' })}</p>
        )}
        <Health page={page} mayAssess={mayAssess} />
        {mayAssess && isTyping && (
          <Card title={t('advisory.typeTitle')}>
            <TypedForm report={report} onClose={close} />
          </Card>
        )}
        {mayAssess && !isTyping && (
          <div className={css.chips}>
            <Button size="small" onPress={() => setTyping(true)}>
              {t('advisory.type')}
            </Button>
            <FileIntake />
          </div>
        )}
        <Tabs
          label={t('advisory.parts')}
          tabs={tabs}
          value={part}
          onChange={(to) => void navigate({ search: to === 'check' ? {} : { part: to } })}
        >
          {part === 'check' && <ToCheck page={page} mayAssess={mayAssess} />}
          {part === 'done' && <Done page={page} mayAssess={mayAssess} />}
          {part === 'other' && <Items mayAssess={mayAssess} />}
        </Tabs>
        <Feeds page={page} mayAssess={mayAssess} />
      </div>
    </Page>
  )
}

type PartProps = { page: Advisories; mayAssess: boolean }

function ToCheck({ page, mayAssess }: PartProps) {
  const t = useT()
  if (page.to_check.length === 0) {
    return (
      <EmptyState title={t('advisory.noneToCheck')}>{t('advisory.noneToCheckWhat')}</EmptyState>
    )
  }
  return <Cards all={page.to_check} page={page} mayAssess={mayAssess} />
}

function Done({ page, mayAssess }: PartProps) {
  const t = useT()
  if (page.done.length === 0) {
    return <EmptyState title={t('advisory.noneDone')}>{t('advisory.noneDoneWhat')}</EmptyState>
  }
  return (
    <>
      {page.done_count > page.done.length && (
        <p className={css.sub}>{t('advisory.moreDone', { n: page.done_count })}</p>
      )}
      <Cards all={page.done} page={page} mayAssess={mayAssess} />
    </>
  )
}

function Cards({ all, page, mayAssess }: PartProps & { all: readonly Assessment[] }) {
  return (
    <div className={css.stack}>
      {all.map((one) => (
        <AssessmentCard key={one.id} one={one} page={page} mayAssess={mayAssess} />
      ))}
    </div>
  )
}
