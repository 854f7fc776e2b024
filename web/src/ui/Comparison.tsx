import { useT } from '@/i18n'
import { Button } from './Button'
import css from './Comparison.module.css'
import { Notice } from './Notice'

export type Difference = { label: string; mine: string; theirs: string }

type Props = {
  differences: readonly Difference[]
  /** Sends mine again on top of what is there now. */
  onKeepMine: () => void
  /** Takes what is there now; mine stays in the draft until the person drops it. */
  onTakeTheirs: () => void
  isPending?: boolean
}

/** After a 412: both texts side by side. Nothing is lost until somebody chooses. */
export function Comparison({ differences, onKeepMine, onTakeTheirs, isPending = false }: Props) {
  const t = useT()
  return (
    <section className={css.comparison} aria-label={t('ui.conflict')}>
      <Notice tone="warn" title={t('ui.conflict')} role="alert">
        {t('ui.conflictWhat')}
      </Notice>
      {differences.map((difference) => (
        <div key={difference.label} className={css.pair}>
          <h3>{difference.label}</h3>
          <div>
            <b>{t('ui.conflictMine')}</b>
            <p>{difference.mine}</p>
          </div>
          <div>
            <b>{t('ui.conflictTheirs')}</b>
            <p>{difference.theirs}</p>
          </div>
        </div>
      ))}
      <div className={css.row}>
        <Button onPress={onKeepMine} isPending={isPending}>
          {t('ui.conflictKeepMine')}
        </Button>
        <Button kind="quiet" onPress={onTakeTheirs}>
          {t('ui.conflictTakeTheirs')}
        </Button>
      </div>
    </section>
  )
}
