import { useState } from 'react'
import { useT } from '@/i18n/approval'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import type { Stepping } from './ApprovalPage'
import css from './approval.module.css'

/** 取り下げる, folded away: for whoever proposed it. */
export function Withdrawal({ step }: { step: Stepping }) {
  const t = useT()
  const [comment, setComment] = useState('')
  return (
    <details className={css.folded}>
      <summary>{t('approval.withdrawTitle')}</summary>
      <div className={css.form}>
        <TextArea
          label={t('approval.withdrawReason')}
          rows={1}
          maxLength={1000}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
        />
        <div className={css.acts}>
          <Button
            kind="danger"
            size="small"
            isPending={step.isPending}
            onPress={() => void step.run({ kind: 'withdraw', comment })}
          >
            {t('approval.withdrawGo')}
          </Button>
        </div>
      </div>
    </details>
  )
}
