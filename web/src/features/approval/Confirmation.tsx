import { useState } from 'react'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useHealth } from '@/app/live/LiveProvider'
import { useSession } from '@/app/session'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/approval'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextArea } from '@/ui/Field'
import type { Stepping } from './ApprovalPage'
import { type Approval, isInStead } from './approval'
import css from './approval.module.css'

/**
 * 事後確認: 「そのとおりです」 or 「そうは言っていません」, by whoever was heard to say yes; or by whoever
 * has the role now, where they no longer can.
 */
export function Confirmation({ approval, step }: { approval: Approval; step: Stepping }) {
  const { t, language } = useSpeech()
  const now = useNow(30_000)
  const isLost = useHealth().state === 'lost'
  const { session } = useSession()
  const draft = useDraftForm(`approval/${approval.id}/confirmation`, { comment: '' })
  const { comment } = draft.values
  const [isBlank, setBlank] = useState(false)
  const { oral } = approval
  if (oral === undefined) return null
  const isStead = isInStead(approval, session.person.id)
  const told = {
    time: dayAndClock(new Date(oral.at), now, language),
    how: oral.how,
    name: oral.by.name,
    by: approval.answered_by?.name ?? '',
  }
  const note = approval.kind === 'engagement' ? 'contestEngagement' : 'contestNote'
  const answer = async (kind: 'agree' | 'contest') => {
    const isMissing = kind === 'contest' && comment.trim() === ''
    setBlank(isMissing)
    if (!isMissing && (await step.run({ kind, comment }))) draft.discard()
  }
  return (
    <Card title={isStead ? t('approval.steadTitle', told) : t('approval.confirmTitle')} tone="key">
      <div className={css.form}>
        <p>
          {isStead
            ? t('approval.steadWhat', told)
            : t('approval.confirmWhat', { ...told, name: told.by })}
        </p>
        <TextArea
          label={t('approval.comment')}
          hint={t(isStead ? 'approval.steadHint' : 'approval.confirmHint')}
          rows={1}
          maxLength={1000}
          value={comment}
          error={
            isBlank && comment.trim() === ''
              ? t(isStead ? 'approval.steadBlank' : 'approval.confirmBlank')
              : step.problem?.field === '/comment'
                ? step.problem.message
                : undefined
          }
          onChange={(event) => draft.change({ comment: event.target.value })}
        />
        <div className={css.acts}>
          <Button
            kind="filled"
            isDisabled={isLost}
            isPending={step.isPending}
            onPress={() => void answer('agree')}
          >
            {t(isStead ? 'approval.steadAgree' : 'approval.agree')}
          </Button>
          <Button
            isDisabled={isLost}
            isPending={step.isPending}
            onPress={() => void answer('contest')}
          >
            {t(isStead ? 'approval.steadContest' : 'approval.contest')}
          </Button>
        </div>
        <p className={css.sub}>{t(isLost ? 'approval.lost' : `approval.${note}`)}</p>
      </div>
    </Card>
  )
}
