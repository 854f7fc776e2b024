import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/people'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateTimeField } from '@/ui/DateTimeField'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { CheckCards } from '@/ui/RadioCards'
import { say } from '@/ui/Toast'
import { useTeamAct } from './acts'
import css from './people.module.css'
import type { Post, Turn } from './roll'

type Props = { post: Post; turn: Turn; onClose: () => void }

/** 権限を引き継ぐ (別表第３): why, until when, and who ahead in the line is away as well. */
export default function TakeOverForm({ post, turn, onClose }: Props) {
  const t = useT()
  const { values, change, discard } = useDraftForm(`people/take/${post.code}`, { reason: '' })
  const [away, setAway] = useState<string[]>([])
  const [until, setUntil] = useState<Date | null>(null)
  const [isUnread, setUnread] = useState(false)
  const [isBlank, setBlank] = useState(false)
  const reason = values.reason.trim()
  const act = useTeamAct(
    () =>
      api.POST('/api/v1/team/stand-ins', {
        body: {
          post: post.code,
          reason,
          ...(until !== null && { until: until.toISOString() }),
          ...(away.length > 0 && { also_away: away }),
        },
      }),
    () => {
      discard()
      say(t('people.takeSaid', { post: post.name }))
      onClose()
    },
  )
  const go = () => {
    setBlank(reason === '')
    if (reason !== '' && !isUnread) void act.run()
  }
  const refused = act.problem?.field
  return (
    <Card level={3} tone="key" title={t('people.takeNamed', { post: post.name })}>
      <div className={css.form}>
        <p className={css.sub}>{t('people.takeWhat', { post: post.name })}</p>
        {turn.ahead.length > 0 && (
          <CheckCards
            legend={t('people.takeAhead')}
            options={turn.ahead.map((one) => ({
              value: one.code,
              label: t('people.takeAheadOne', { post: one.name }),
            }))}
            value={away}
            onChange={setAway}
            error={refused === '/also_away' ? act.sentence : undefined}
          />
        )}
        <TextArea
          label={t('people.takeReason')}
          hint={t('people.takeReasonHint')}
          isRequired
          rows={1}
          maxLength={500}
          value={values.reason}
          error={isBlank && reason === '' ? t('people.reasonBlank') : undefined}
          onChange={(event) => change({ reason: event.target.value })}
          autoFocus={turn.ahead.length === 0}
        />
        <DateTimeField
          label={t('people.takeUntil')}
          hint={t('people.takeUntilHint')}
          hasNoApproximate
          error={refused === '/until' ? act.sentence : undefined}
          onRead={(value) => {
            setUnread(value === undefined)
            setUntil(value?.at ?? null)
          }}
        />
        {act.sentence !== undefined && refused !== '/until' && (
          <Notice tone="danger" role="alert" title={act.sentence} />
        )}
        <div className={css.acts}>
          <Button kind="filled" isPending={act.isPending} onPress={go}>
            {t('people.take')}
          </Button>
          <Button kind="text" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
