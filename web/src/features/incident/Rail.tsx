import { useEffect, useRef, useState } from 'react'
import { api } from '@/api/client'
import { useT } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Field, Select } from '@/ui/Field'
import { PhaseRail } from '@/ui/PhaseRail'
import { say } from '@/ui/Toast'
import { ActTrouble } from './ActTrouble'
import { useAct } from './act'
import { mayOf } from './data'
import shared from './incident.module.css'
import { isOver, needsReason, nextStep, phaseKeys, type Step, steps } from './phases'
import css from './Rail.module.css'
import { useRoom } from './room'

type Props = { openKey: string | undefined; onOpenKey: (key: string | undefined) => void }

/** The five phases. A press shows what is missing in one, and from there the incident moves on. */
export function Rail({ openKey, onOpenKey }: Props) {
  const t = useT()
  const { incident } = useRoom()
  const panel = useRef<HTMLDivElement>(null)
  const step = incident.rail.find((one) => one.key === openKey)
  useEffect(() => {
    if (openKey !== undefined) panel.current?.focus()
  }, [openKey])
  return (
    <>
      <PhaseRail
        steps={incident.rail}
        onOpen={(key) => onOpenKey(key === openKey ? undefined : key)}
      />
      {step !== undefined && (
        <div ref={panel} tabIndex={-1} className={shared.screenOnly}>
          <Card
            title={step.label}
            action={
              <Button kind="text" size="small" onPress={() => onOpenKey(undefined)}>
                {t('ui.close')}
              </Button>
            }
          >
            <div className={css.split}>
              <div>
                {(step.missing ?? []).length === 0 ? (
                  <p>{t('incident.rail.nothingMissing')}</p>
                ) : (
                  <>
                    <h3>{t('incident.rail.missing')}</h3>
                    <ul className={css.bullets}>
                      {step.missing?.map((one) => (
                        <li key={one}>{one}</li>
                      ))}
                    </ul>
                  </>
                )}
              </div>
              <MoveForm key={incident.phase} onDone={() => onOpenKey(undefined)} />
            </div>
          </Card>
        </div>
      )}
    </>
  )
}

function MoveForm({ onDone }: { onDone: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const [to, setTo] = useState<Step>(nextStep(incident.phase) ?? 'recovered')
  const [reason, setReason] = useState('')
  const may = mayOf(incident, 'incident.move')
  if (isOver(incident.phase)) return null
  const wantsReason = needsReason(incident.phase, to)
  const isSame = to === incident.phase
  const move = () =>
    act.run({
      send: (ifMatch) =>
        api.POST('/api/v1/incidents/{id}/phase', {
          params: { path: { id: incident.id }, header: { 'If-Match': ifMatch } },
          body: { phase: to, ...(wantsReason && { reason: reason.trim() }) },
        }),
      isUntouched: (theirs, seen) => theirs.phase === seen.phase,
      onDone: () => {
        say(t('incident.rail.moved', { phase: t(phaseKeys[to]) }))
        onDone()
      },
    })
  return (
    <div className={shared.form}>
      <p>{t('incident.rail.now', { phase: t(phaseKeys[incident.phase]) })}</p>
      <Select
        label={t('incident.rail.to')}
        value={to}
        onChange={(event) => setTo(event.target.value as Step)}
        options={steps.map((step) => ({ value: step, label: t(phaseKeys[step]) }))}
      />
      {wantsReason && !isSame && (
        <Field
          label={t('incident.rail.reason')}
          hint={t('incident.rail.reasonHint')}
          isRequired
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <ActTrouble
        act={act}
        compare={(theirs) => [
          {
            label: t('incident.rail.to'),
            mine: t(phaseKeys[to]),
            theirs: t(phaseKeys[theirs.phase]),
          },
        ]}
      />
      <div className={shared.row}>
        <Button
          onPress={move}
          isPending={act.isPending}
          isDisabled={!may.allowed || isSame || (wantsReason && reason.trim() === '')}
        >
          {t('incident.rail.move', { phase: t(phaseKeys[to]) })}
        </Button>
        {!may.allowed && <span className={shared.why}>{may.reason}</span>}
      </div>
    </div>
  )
}
