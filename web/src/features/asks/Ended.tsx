import type { Draft } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/asks'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import type { MyAsk } from './asks'
import css from './asks.module.css'

type Props = { ask: MyAsk; draft: Draft; onLeave: () => void }

/** An ask that ended while somebody was at it: how, and what they had written is still theirs. */
export function Ended({ ask, draft, onLeave }: Props) {
  const t = useT()
  const isDropped = ask.state === 'dropped'
  return (
    <div className={css.form}>
      <Notice tone="warn" role="alert" title={isDropped ? t('asks.dropped') : t('asks.answered')}>
        <p>{isDropped ? t('asks.droppedWhat') : t('asks.answeredWhat')}</p>
        {ask.answer !== undefined && (
          <>
            <p className={css.label}>{t('asks.given')}</p>
            <p className={css.quote}>{ask.answer}</p>
          </>
        )}
      </Notice>
      {draft.text !== '' && (
        <TextArea label={t('asks.kept')} rows={3} value={draft.text} readOnly />
      )}
      <div className={css.acts}>
        <Button onPress={onLeave}>{t('asks.toOthers')}</Button>
        {draft.text !== '' && (
          <Button kind="text" onPress={draft.discard}>
            {t('ui.discard')}
          </Button>
        )}
      </div>
    </div>
  )
}
