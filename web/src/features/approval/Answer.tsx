import { useState } from 'react'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useHealth } from '@/app/live/LiveProvider'
import { useT } from '@/i18n/approval'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextArea } from '@/ui/Field'
import type { Stepping } from './ApprovalPage'
import type { Approval } from './approval'
import css from './approval.module.css'

/** 承認する or 差し戻す; to send back, what is wanted is written. */
export function Answer({ approval, step }: { approval: Approval; step: Stepping }) {
  const t = useT()
  const isLost = useHealth().state === 'lost'
  const draft = useDraftForm(`approval/${approval.id}/comment`, { comment: '' })
  const { comment } = draft.values
  const [isBlank, setBlank] = useState(false)
  const answer = async (kind: 'approve' | 'sendBack') => {
    const isMissing = kind === 'sendBack' && comment.trim() === ''
    setBlank(isMissing)
    if (!isMissing && (await step.run({ kind, comment }))) draft.discard()
  }
  return (
    <Card title={t('approval.answerTitle')} tone="key">
      <div className={css.form}>
        <TextArea
          label={t('approval.comment')}
          hint={t('approval.commentHint')}
          rows={1}
          maxLength={1000}
          value={comment}
          error={
            isBlank && comment.trim() === ''
              ? t('approval.commentBlank')
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
            onPress={() => void answer('approve')}
          >
            {t('approval.approve')}
          </Button>
          <Button
            isDisabled={isLost}
            isPending={step.isPending}
            onPress={() => void answer('sendBack')}
          >
            {t('approval.sendBack')}
          </Button>
        </div>
        <p className={css.sub}>{isLost ? t('approval.lost') : t('approval.passwordNote')}</p>
      </div>
    </Card>
  )
}
