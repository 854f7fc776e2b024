import { useState } from 'react'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/account'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { say } from '@/ui/Toast'
import { Ask } from './Ask'
import type { Seat } from './account'
import css from './account.module.css'

type Props = {
  seats: readonly Seat[]
  /** Left out where none can be ended from here. */
  end?: (id: string) => Promise<unknown>
}

/** Where somebody is signed in, and their API tokens; each can be ended, at once. */
export function SeatsCard({ seats, end }: Props) {
  const { t } = useSpeech()
  const [asked, setAsked] = useState<Seat>()
  const name = (seat: Seat) => seat.name || t('account.seatUnknown')
  const ending = useAct(
    (seat: Seat) => Promise.resolve(end?.(seat.id)).then(() => seat),
    (seat) => {
      setAsked(undefined)
      say(t('account.seatEnded', { name: name(seat) }))
    },
  )
  return (
    <Card title={t('account.seats')}>
      {seats.length === 0 && <p>{t('account.seatsNone')}</p>}
      <ul className={css.seats}>
        {seats.map((seat) => (
          <Row key={seat.id} seat={seat} name={name(seat)} onEnd={end && (() => setAsked(seat))} />
        ))}
      </ul>
      {asked !== undefined && (
        <Ask
          title={t('account.seatEnd')}
          words={t('account.seatEndAsk', { name: name(asked) })}
          isOpen
          isPending={ending.isPending}
          sentence={ending.sentence}
          onYes={() => void ending.run(asked)}
          onClose={() => {
            ending.forget()
            setAsked(undefined)
          }}
        />
      )}
    </Card>
  )
}

type RowProps = { seat: Seat; name: string; onEnd: (() => void) | undefined }

function Row({ seat, name, onEnd }: RowProps) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const at = (time: string) => dayAndClock(new Date(time), now, language)
  const marks = [
    seat.kind === 'token' && t('account.seatToken'),
    seat.actions && t('account.seatOnly', { actions: seat.actions.join(t('account.gap')) }),
    seat.own_device && t('account.seatOwn'),
    seat.second_factor && t('account.seatSecond'),
  ].filter(Boolean)
  return (
    <li>
      <div>
        <b>{name}</b>
        {seat.current && <span className={css.mark}>{t('account.seatThis')}</span>}
        <p className={`${css.sub} num`}>
          {[
            ...marks,
            t('account.seatMade', { time: at(seat.made_at) }),
            seat.seen_at === null
              ? t('account.seatNever')
              : t('account.seatSeen', { time: at(seat.seen_at) }),
            seat.ends_at !== null && t('account.seatEnds', { time: at(seat.ends_at) }),
          ]
            .filter(Boolean)
            .join('　')}
        </p>
      </div>
      {!seat.current && onEnd !== undefined && (
        <Button size="small" aria-label={t('account.seatEndNamed', { name })} onPress={onEnd}>
          {t('account.seatEnd')}
        </Button>
      )}
    </li>
  )
}
