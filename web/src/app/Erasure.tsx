import { useState } from 'react'
import { asProblem } from '@/api/problem'
import { useRenewal } from '@/app/Renewal'
import { useT } from '@/i18n/erasure'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './Erasure.module.css'

export type Erased = 'people' | 'report' | 'incident'

type Props = {
  what: Erased
  /** What is shown instead of the form: why it is not open to the reader or not yet. */
  refusal: string | undefined
  send: (ground: string) => Promise<unknown>
  onDone: () => Promise<unknown>
}

/**
 * Erasing for good, folded away at the end of a page. Two steps: what will go and what stays is
 * read, the legal ground is written. Enter sends nothing.
 */
export function Erasure({ what, refusal, send, onDone }: Props) {
  const t = useT()
  const { guard, sheet } = useRenewal()
  const [ground, setGround] = useState('')
  const [trouble, setTrouble] = useState<string>()
  const [isBlank, setBlank] = useState(false)
  const [isPending, setPending] = useState(false)
  const go = async () => {
    setBlank(ground.trim() === '')
    if (ground.trim() === '') return
    setPending(true)
    setTrouble(undefined)
    try {
      await guard(() => send(ground.trim()))
      setGround('')
      say(t(`erase.${what}.said`))
      await onDone()
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.isStale) await onDone()
      setTrouble(problem.isUnreachable ? t('ui.unreachable') : problem.message)
    } finally {
      setPending(false)
    }
  }
  return (
    <details className={css.erasure}>
      <summary>{t(`erase.${what}.title`)}</summary>
      <div className={css.act}>
        <p>{t(`erase.${what}.what`)}</p>
        {refusal !== undefined ? (
          <p>{refusal}</p>
        ) : (
          <>
            <TextArea
              label={t('erase.ground')}
              hint={t('erase.groundHint')}
              isRequired
              rows={2}
              maxLength={500}
              value={ground}
              error={isBlank && ground.trim() === '' ? t('erase.groundBlank') : undefined}
              onChange={(event) => setGround(event.target.value)}
            />
            {trouble !== undefined && <Notice tone="danger" role="alert" title={trouble} />}
            <Button kind="danger" isPending={isPending} onPress={() => void go()}>
              {t(`erase.${what}.go`)}
            </Button>
          </>
        )}
      </div>
      {sheet}
    </details>
  )
}
