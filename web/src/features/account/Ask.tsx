import { useT } from '@/i18n/account'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/Notice'

type Props = {
  /** The act as a verb: title of the question and word on the button. */
  title: string
  words: string
  isOpen: boolean
  isPending: boolean
  sentence?: string | undefined
  onYes: () => void
  onClose: () => void
}

/** Asks once before an act that takes something away. */
export function Ask({ title, words, isOpen, isPending, sentence, onYes, onClose }: Props) {
  const t = useT()
  return (
    <Dialog
      role="alertdialog"
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button kind="filled" isPending={isPending} onPress={onYes}>
            {title}
          </Button>
        </>
      }
    >
      <p>{words}</p>
      {sentence !== undefined && <Notice tone="danger" role="alert" title={sentence} />}
    </Dialog>
  )
}
