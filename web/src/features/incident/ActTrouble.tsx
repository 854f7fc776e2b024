import { RenewalSheet } from '@/app/Renewal'
import { Comparison, type Difference } from '@/ui/Comparison'
import { Notice } from '@/ui/Notice'
import type { Acting } from './act'
import type { Incident } from './data'

type Props = {
  act: Acting
  /** Both texts of what clashed, for the comparison. */
  compare?: (theirs: Incident) => Difference[]
  /** Takes the recorded text into the form. */
  onTakeTheirs?: (theirs: Incident) => void
}

/** What stood in the way of an act: a sentence, a comparison, or the password once more. */
export function ActTrouble({ act, compare, onTakeTheirs }: Props) {
  const { trouble } = act
  if (trouble === undefined) return null
  if (trouble.kind === 'words') {
    return <Notice tone="danger" role="alert" title={trouble.text} />
  }
  if (trouble.kind === 'stale') {
    return (
      <Comparison
        differences={compare?.(trouble.theirs) ?? []}
        onKeepMine={trouble.again}
        onTakeTheirs={() => {
          onTakeTheirs?.(trouble.theirs)
          act.dismiss()
        }}
        isPending={act.isPending}
      />
    )
  }
  return <RenewalSheet onRenewed={trouble.again} onClose={act.dismiss} />
}
