import { useRef, useState } from 'react'
import { useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { Card, Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { type Registry, type System, softwareLine } from './registry'
import css from './registry.module.css'

const SystemForm = later(() => import('./SystemForm'))
const EndForm = later(() => import('./EndForm'))

type Props = { system: System; registry: Registry; mayManage: boolean }

/** One system: who answers for it, whose it is, who looks after it. */
export function SystemCard({ system, registry, mayManage }: Props) {
  const t = useT()
  const [open, setOpen] = useState<'change' | 'end'>()
  const name = system.name ?? t('ui.erased')
  const box = useRef<HTMLDivElement>(null)
  const close = () => {
    setOpen(undefined)
    box.current?.focus()
  }
  const keeper = registry.contractors.find((one) => one.id === system.contractor)
  const rows = [
    {
      name: t('registry.managersShort'),
      value:
        system.managers.length === 0 ? (
          <span className={css.warn}>{t('registry.noManagers')}</span>
        ) : (
          system.managers.map((one) => one.name).join('、')
        ),
    },
    system.department !== undefined && {
      name: t('registry.department'),
      value: system.department,
    },
    system.network !== undefined && { name: t('registry.network'), value: system.network },
    {
      name: t('registry.keeper'),
      value: keeper === undefined ? t('registry.noKeeper') : (keeper.name ?? t('ui.erased')),
    },
    {
      name: t('registry.softwareShort'),
      value:
        (system.software ?? []).length === 0 ? (
          <span className={css.sub}>{t('registry.noSoftware')}</span>
        ) : (
          (system.software ?? []).map(softwareLine).join('、')
        ),
    },
    system.note !== undefined && { name: t('registry.note'), value: system.note },
  ]
  return (
    <Card
      title={
        <>
          {name} {system.holds_personal_data && <Chip tone="warn">{t('registry.personal')}</Chip>}{' '}
          {system.ended && <Chip>{t('registry.systemEnded')}</Chip>}
        </>
      }
    >
      <div ref={box} tabIndex={-1} className={css.facts}>
        {open === 'change' ? (
          <SystemForm system={system} registry={registry} onClose={close} />
        ) : (
          <>
            <Facts rows={rows.filter((row) => row !== false)} />
            {open === 'end' && (
              <EndForm kind="systems" id={system.id} name={name} onClose={close} />
            )}
            {mayManage && !system.ended && open === undefined && (
              <div className={css.acts}>
                <Button
                  size="small"
                  kind="quiet"
                  aria-label={t('registry.changeNamed', { name })}
                  onPress={() => setOpen('change')}
                >
                  {t('registry.change')}
                </Button>
                <Button
                  size="small"
                  kind="text"
                  aria-label={t('registry.endSystemNamed', { name })}
                  onPress={() => setOpen('end')}
                >
                  {t('registry.endSystem')}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </Card>
  )
}
