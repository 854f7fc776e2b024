import { type ReactNode, useId, useState } from 'react'
import { useSpeech } from '@/i18n'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { useDraftForm } from '../drafts/useDraft'
import { Page } from '../shell/Page'
import { useNow } from '../useNow'
import css from './Slip.module.css'

/** One blank form that is filled in, sent and taken anew; what was begun outlives the tab. */
export function useSlip<T extends object>(key: string, blank: T) {
  const draft = useDraftForm<T>(key, blank)
  const [round, setRound] = useState(0)
  /** A new blank slip: after the server's receipt, or when the person throws this one away. */
  const begin = () => {
    draft.discard()
    setRound((n) => n + 1)
  }
  return { ...draft, round, begin }
}

type Props = {
  title: string
  /** What the slip is for; gives way to when a draft was begun. */
  lead: string
  slip: { restoredAt: Date | undefined; round: number; begin: () => void }
  onDiscard?: () => void
  /** Beside the form, below it on a narrow screen. */
  side: ReactNode
  width: 'narrow' | 'wide'
  children: ReactNode
}

/** A page that is one long form: a draft that came back says so and can be thrown away. */
export function SlipPage({ title, lead, slip, onDiscard, side, width, children }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const meta =
    slip.restoredAt === undefined ? (
      <span>{lead}</span>
    ) : (
      <>
        <span>{t('ui.restored', { time: dayAndClock(slip.restoredAt, now, language) })}</span>
        <Button
          kind="text"
          size="small"
          onPress={() => {
            slip.begin()
            onDiscard?.()
          }}
        >
          {t('ui.discard')}
        </Button>
      </>
    )
  return (
    <Page title={title} meta={meta}>
      <div className={`${css.sheet} ${css[width]}`} key={slip.round}>
        <div className={css.form}>{children}</div>
        {side}
      </div>
    </Page>
  )
}

type PartProps = { title: ReactNode; lead?: string; children: ReactNode }

/** One card of the slip. */
export function SlipPart({ title, lead, children }: PartProps) {
  const id = useId()
  return (
    <section className={css.part} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {lead !== undefined && <p className={css.lead}>{lead}</p>}
      </div>
      {children}
    </section>
  )
}

/** Two fields side by side where there is room. */
export function SlipPair({ children }: { children: ReactNode }) {
  return <div className={css.pair}>{children}</div>
}
