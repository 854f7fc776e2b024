import { useState } from 'react'
import { useSession } from '@/app/session'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/intake'
import { DateTimeField } from '@/ui/DateTimeField'
import { SegmentedChoice } from '@/ui/SegmentedChoice'

type Props = {
  /** RFC 3339, or '' for the moment of saving. */
  value: string
  onChange: (receivedAt: string, isWrong: boolean) => void
}

/** 受けた時刻: now, unless the slip is written afterwards. Never later than now. */
export function Received({ value, onChange }: Props) {
  const t = useT()
  const now = useNow(10_000)
  const { simulated } = useSession().session.organisation
  const [chooses, setChooses] = useState(false)
  const isThen = chooses || value !== ''
  return (
    <>
      <SegmentedChoice
        label={t('intake.receivedAt')}
        options={[
          { value: 'now', label: t('intake.receivedNow') },
          { value: 'then', label: t('intake.receivedThen') },
        ]}
        value={isThen ? 'then' : 'now'}
        onChange={(to) => {
          setChooses(to === 'then')
          if (to === 'now') onChange('', false)
        }}
        isSoft
      />
      {isThen && (
        <DateTimeField
          label={t('intake.receivedThen')}
          hasNoApproximate
          initial={
            value === ''
              ? { at: now, precision: 'minute', isApproximate: false }
              : { at: new Date(value), precision: 'minute', isApproximate: false }
          }
          {...(!simulated && { latest: now })}
          onRead={(read) => onChange(read ? read.at.toISOString() : '', read === undefined)}
        />
      )}
    </>
  )
}
