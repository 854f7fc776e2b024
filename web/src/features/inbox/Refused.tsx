import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'

type Props = {
  sentence: string | undefined
  isStale: boolean | undefined
  again: string
  readAgain: () => Promise<void>
}

/** Why it was not taken. Whoever was overtaken reads the report anew and sends what they wrote. */
export function Refused({ sentence, isStale, again, readAgain }: Props) {
  if (sentence === undefined) return null
  return (
    <Notice tone="danger" role="alert">
      {sentence}{' '}
      {isStale && (
        <Button kind="text" size="small" onPress={() => void readAgain()}>
          {again}
        </Button>
      )}
    </Notice>
  )
}
