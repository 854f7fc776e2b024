import { useState } from 'react'
import { CircleFields } from '@/app/circle/CircleFields'
import { type CircleDraft, isOpen } from '@/app/circle/circle'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/circle'
import css from './Judgement.module.css'

type Props = {
  id: string
  value: CircleDraft
  change: (circle: CircleDraft) => void
  error: string | undefined
  /** Where the server refused it, with its sentence. */
  refused: { field: string | undefined; text: string | undefined }
}

/** 閲覧を制限する when declaring, folded away: the incident is hidden from its first moment. */
export default function JudgeCircle({ id, value, change, error, refused }: Props) {
  const t = useT()
  const may = useMay('incident.circle')
  const [isUnfolded, setUnfolded] = useState<boolean>()
  const at = (field: string) => (refused.field === `/circle${field}` ? refused.text : undefined)
  return (
    <details
      className={css.fold}
      open={isUnfolded ?? !isOpen(value)}
      onToggle={(event) => setUnfolded(event.currentTarget.open)}
    >
      <summary>{t('circle.fold')}</summary>
      {may ? (
        <>
          <p className={css.note}>{t('circle.foldWhat')}</p>
          <CircleFields
            id={id}
            value={value}
            change={(part) => change({ ...value, ...part })}
            errors={{
              named: at('/named'),
              excluded: at('/excluded'),
              reason: error ?? at('/reason'),
            }}
          />
        </>
      ) : (
        <p className={css.note}>{t('circle.mayNot')}</p>
      )}
    </details>
  )
}
