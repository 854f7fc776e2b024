import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/people'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateTimeField } from '@/ui/DateTimeField'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useTeamAct } from './acts'
import css from './people.module.css'

type Props = { person: { id: string; name: string }; isOwn?: boolean; onClose: () => void }

/** 不在: from when, until when, and why; one's own, or of somebody who cannot be reached. */
export default function AbsenceForm({ person, isOwn = false, onClose }: Props) {
  const t = useT()
  const { values, change, discard } = useDraftForm(`people/absence/${person.id}`, { reason: '' })
  const [from, setFrom] = useState<Date | null>()
  const [until, setUntil] = useState<Date | null>()
  const [isUnread, setUnread] = useState<'from' | 'until'>()
  const [isBlank, setBlank] = useState(false)
  const reason = values.reason.trim()
  const act = useTeamAct(
    () =>
      api.POST('/api/v1/team/absences', {
        body: {
          reason,
          ...(!isOwn && { person: person.id }),
          ...(from && { from: from.toISOString() }),
          ...(until && { until: until.toISOString() }),
        },
      }),
    () => {
      discard()
      say(t('people.absentSaid', { name: person.name }))
      onClose()
    },
  )
  const go = () => {
    setBlank(reason === '')
    if (reason !== '' && isUnread === undefined) void act.run()
  }
  const read = (which: 'from' | 'until', at: Date | null | undefined) => {
    setUnread((was) => (at === undefined ? which : was === which ? undefined : was))
    if (which === 'from') setFrom(at)
    else setUntil(at)
  }
  return (
    <Card
      level={isOwn ? 2 : 3}
      title={isOwn ? t('people.absentOwn') : t('people.absentNamed', { name: person.name })}
    >
      <div className={css.form}>
        <p className={css.sub}>{t('people.absentWhat')}</p>
        <TextArea
          label={t('people.absentReason')}
          hint={t('people.absentReasonHint')}
          isRequired
          rows={1}
          maxLength={500}
          value={values.reason}
          error={isBlank && reason === '' ? t('people.reasonBlank') : undefined}
          onChange={(event) => change({ reason: event.target.value })}
          autoFocus
        />
        <DateTimeField
          label={t('people.absentFrom')}
          hint={t('people.absentFromHint')}
          hasNoApproximate
          onRead={(value) => read('from', value === undefined ? undefined : (value?.at ?? null))}
        />
        <DateTimeField
          label={t('people.absentUntil')}
          hint={t('people.absentUntilHint')}
          hasNoApproximate
          error={act.problem?.field === '/until' ? act.sentence : undefined}
          onRead={(value) => read('until', value === undefined ? undefined : (value?.at ?? null))}
        />
        {act.sentence !== undefined && act.problem?.field !== '/until' && (
          <Notice tone="danger" role="alert" title={act.sentence} />
        )}
        <div className={css.acts}>
          <Button size="small" isPending={act.isPending} onPress={go}>
            {t('people.absent')}
          </Button>
          <Button size="small" kind="text" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
