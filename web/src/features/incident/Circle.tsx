import { useState } from 'react'
import { api } from '@/api/client'
import { CircleFields } from '@/app/circle/CircleFields'
import { circleInput, draftOf, isSameCircle } from '@/app/circle/circle'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/circle'
import { Button } from '@/ui/Button'
import { Card, Facts } from '@/ui/Card'
import { say } from '@/ui/Toast'
import { ActTrouble } from './ActTrouble'
import { useAct } from './act'
import { type Incident, mayOf } from './data'
import { FollowerChoice } from './Followers'
import shared from './incident.module.css'
import { useRoom } from './room'

/** 閲覧の制限: who may know that this incident is there. */
export default function Circle({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const may = mayOf(incident, 'incident.circle')
  return (
    <Card title={t('circle.title')}>
      {may.allowed ? (
        <CircleForm onClose={onClose} />
      ) : (
        <div className={shared.form}>
          <Shown circle={incident.circle} />
          {may.reason !== undefined && <p className={shared.why}>{may.reason}</p>}
          <div className={shared.row}>
            <Button size="small" kind="text" onPress={onClose}>
              {t('ui.close')}
            </Button>
          </div>
        </div>
      )}
    </Card>
  )
}

function Shown({ circle }: { circle: Incident['circle'] }) {
  const t = useT()
  if (circle === undefined) return null
  const names = (people: { name: string }[]) => people.map((one) => one.name).join(t('circle.gap'))
  return (
    <Facts
      rows={[
        {
          name: t('circle.who'),
          value: circle.restricted ? names(circle.named) : t('circle.everybody'),
        },
        { name: t('circle.excluded'), value: names(circle.excluded) || t('circle.none') },
        { name: t('circle.reason'), value: circle.reason },
      ]}
    />
  )
}

function CircleForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const draft = useDraftForm(`incident/${incident.id}/circle`, draftOf(incident.circle))
  const { values, change } = draft
  const [hasTried, setTried] = useState(false)
  const isBlank = values.reason.trim() === ''
  const go = () => {
    setTried(true)
    if (isBlank) return
    act.run({
      send: (ifMatch) =>
        api.PUT('/api/v1/incidents/{id}/circle', {
          params: { path: { id: incident.id }, header: { 'If-Match': ifMatch } },
          body: circleInput(values),
        }),
      isUntouched: (theirs, seen) => isSameCircle(theirs.circle, seen.circle),
      onDone: () => {
        draft.discard()
        say(t('circle.saved'))
        onClose()
      },
    })
  }
  const words = (of: Incident) => {
    if (of.circle === undefined) return t('circle.everybody')
    const named = of.circle.named.map((one) => one.name).join(t('circle.gap'))
    const out = of.circle.excluded.map((one) => one.name).join(t('circle.gap'))
    return [of.circle.restricted ? named : t('circle.everybody'), `${t('circle.excluded')} ${out}`]
      .filter(Boolean)
      .join('\n')
  }
  const refused = (field: string) =>
    act.trouble?.kind === 'words' && act.trouble.field === field ? act.trouble.text : undefined
  const isInField = refused('/named') ?? refused('/excluded') ?? refused('/reason')
  return (
    <div className={shared.form}>
      <p className={shared.why}>{t('circle.lead')}</p>
      {incident.circle !== undefined && (
        <p className={shared.sub}>{t('circle.because', { reason: incident.circle.reason })}</p>
      )}
      {values.restricted && (
        <FollowerChoice
          named={values.named}
          onAdd={(person) => change({ named: [...values.named, person] })}
        />
      )}
      <CircleFields
        value={values}
        change={change}
        errors={{
          named: refused('/named'),
          excluded: refused('/excluded'),
          reason: hasTried && isBlank ? t('circle.reasonBlank') : refused('/reason'),
        }}
      />
      {isInField === undefined && (
        <ActTrouble
          act={act}
          compare={(theirs) => [
            { label: t('circle.title'), mine: t('circle.mine'), theirs: words(theirs) },
          ]}
          onTakeTheirs={(theirs) => change(draftOf(theirs.circle))}
        />
      )}
      <div className={shared.row}>
        <Button size="small" isPending={act.isPending} onPress={go}>
          {t('circle.save')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
