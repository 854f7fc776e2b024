import { useState } from 'react'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useHealth } from '@/app/live/LiveProvider'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/approval'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextArea } from '@/ui/Field'
import type { Stepping } from './ApprovalPage'
import type { Approval } from './approval'
import css from './approval.module.css'

/** 事後確認: 「そのとおりです」 or 「そうは言っていません」, by whoever was heard to say yes. */
export function Confirmation({ approval, step }: { approval: Approval; step: Stepping }) {
  const { t, language } = useSpeech()
  const now = useNow(30_000)
  const isLost = useHealth().state === 'lost'
  const draft = useDraftForm(`approval/${approval.id}/confirmation`, { comment: '' })
  const { comment } = draft.values
  const [isBlank, setBlank] = useState(false)
  const { oral } = approval
  if (oral === undefined) return null
  const answer = async (kind: 'agree' | 'contest') => {
    const isMissing = kind === 'contest' && comment.trim() === ''
    setBlank(isMissing)
    if (!isMissing && (await step.run({ kind, comment }))) draft.discard()
  }
  return (
    <Card title={t('approval.confirmTitle')} tone="key">
      <div className={css.form}>
        <p>
          {t('approval.confirmWhat', {
            time: dayAndClock(new Date(oral.at), now, language),
            how: oral.how,
            name: approval.answered_by?.name ?? '',
          })}
        </p>
        <TextArea
          label={t('approval.comment')}
          hint={t('approval.confirmHint')}
          rows={1}
          maxLength={1000}
          value={comment}
          error={
            isBlank && comment.trim() === ''
              ? t('approval.confirmBlank')
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
            {t('approval.agree')}
          </Button>
          <Button
            isDisabled={isLost}
            isPending={step.isPending}
            onPress={() => void answer('contest')}
          >
            {t('approval.contest')}
          </Button>
        </div>
        <p className={css.sub}>{isLost ? t('approval.lost') : t('approval.contestNote')}</p>
      </div>
    </Card>
  )
}
