import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { Tabs } from '@/ui/Tabs'
import { ContractorCard } from './ContractorCard'
import { placed, type Registry } from './registry'
import css from './registry.module.css'
import { SystemCard } from './SystemCard'

const ContractorForm = later(() => import('./ContractorForm'))
const SystemForm = later(() => import('./SystemForm'))

/** 台帳: which company looks after what and whom to call there; which systems there are. */
export default function RegistryPage() {
  const t = useT()
  const navigate = useNavigate({ from: '/registry' })
  const { part = 'contractors' } = useSearch({ from: '/registry' })
  const { data: registry, error } = query.useQuery('get', '/api/v1/registry')
  if (registry === undefined) {
    return (
      <Page title={t('registry.title')}>
        {error === null ? (
          <Loading />
        ) : (
          <Notice tone="danger" role="alert" title={asProblem(error).message} />
        )}
      </Page>
    )
  }
  const may = registry.may.find((one) => one.action === 'registry.manage')
  const mayManage = may?.allowed ?? false
  const tabs = [
    {
      value: 'contractors' as const,
      label: t('registry.contractors'),
      count: String(registry.contractors.filter((one) => !one.ended).length),
    },
    {
      value: 'systems' as const,
      label: t('registry.systems'),
      count: String(registry.systems.filter((one) => !one.ended).length),
    },
  ]
  return (
    <Page title={t('registry.title')} meta={<span>{t('registry.lead')}</span>}>
      {!mayManage && (
        <p className={css.sub}>{t('registry.readOnly', { reason: may?.reason ?? '' })}</p>
      )}
      <Tabs
        label={t('registry.parts')}
        tabs={tabs}
        value={part}
        onChange={(to) => void navigate({ search: to === 'systems' ? { part: to } : {} })}
      >
        {part === 'contractors' ? (
          <Contractors registry={registry} mayManage={mayManage} />
        ) : (
          <Systems registry={registry} mayManage={mayManage} />
        )}
      </Tabs>
    </Page>
  )
}

type PartProps = { registry: Registry; mayManage: boolean }

function Contractors({ registry, mayManage }: PartProps) {
  const t = useT()
  const [isAdding, setAdding] = useState<boolean>()
  const rows = placed(registry.contractors)
  return (
    <div className={css.stack}>
      {isAdding ? (
        <Card title={t('registry.addContractor')}>
          <ContractorForm registry={registry} onClose={() => setAdding(false)} />
        </Card>
      ) : (
        mayManage && (
          <p>
            <Button size="small" autoFocus={isAdding === false} onPress={() => setAdding(true)}>
              {t('registry.addContractor')}
            </Button>
          </p>
        )
      )}
      {rows.length === 0 && (
        <EmptyState title={t('registry.noContractors')}>
          {t('registry.noContractorsWhat')}
        </EmptyState>
      )}
      {rows.map(({ contractor, depth }) => (
        <div
          key={contractor.id}
          className={css.placed}
          data-depth={Math.min(depth, 3)}
          id={`contractor-${contractor.id}`}
        >
          <ContractorCard contractor={contractor} registry={registry} mayManage={mayManage} />
        </div>
      ))}
    </div>
  )
}

function Systems({ registry, mayManage }: PartProps) {
  const t = useT()
  const [isAdding, setAdding] = useState<boolean>()
  return (
    <div className={css.stack}>
      {isAdding ? (
        <Card title={t('registry.addSystem')}>
          <SystemForm registry={registry} onClose={() => setAdding(false)} />
        </Card>
      ) : (
        mayManage && (
          <p>
            <Button size="small" autoFocus={isAdding === false} onPress={() => setAdding(true)}>
              {t('registry.addSystem')}
            </Button>
          </p>
        )
      )}
      {registry.systems.length === 0 && (
        <EmptyState title={t('registry.noSystems')}>{t('registry.noSystemsWhat')}</EmptyState>
      )}
      {registry.systems.map((system) => (
        <SystemCard key={system.id} system={system} registry={registry} mayManage={mayManage} />
      ))}
    </div>
  )
}
