import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId } from 'react'
import { isComposing } from '@/app/keys'
import { useT } from '@/i18n'
import { Button } from './Button'
import css from './Composer.module.css'
import { FieldError } from './Field'
import { SegmentedChoice } from './SegmentedChoice'

export type LineKind = 'fact' | 'decision' | 'action' | 'contact'

type Props = {
  /** The text and how it is kept; take both from useDraft. */
  text: string
  onText: (text: string) => void
  kind: LineKind
  onKind: (kind: LineKind) => void
  /** Ctrl+Enter or the button. It records; it never declares, approves or sends. */
  onRecord: () => void
  isPending?: boolean
  isDisabled?: boolean
  error?: string | undefined
  /** Where 起きた時刻 is shown and changed. */
  time: ReactNode
  /** The attach button and what is attached. */
  attachments?: ReactNode
  /** A pasted picture becomes an attachment. */
  onPasteFiles?: (files: File[]) => void
  /** Under the text: 「11:02 に書きかけたものです」. */
  note?: ReactNode
}

/** One place to write what was found, decided, done or said. */
export function Composer(props: Props) {
  const {
    text,
    onText,
    kind,
    onKind,
    onRecord,
    isPending = false,
    isDisabled = false,
    error,
  } = props
  const t = useT()
  const id = useId()
  const canRecord = text.trim() !== '' && !isPending && !isDisabled
  const kinds = [
    { value: 'fact' as const, label: t('line.fact') },
    { value: 'decision' as const, label: t('line.decision') },
    { value: 'action' as const, label: t('line.action') },
    { value: 'contact' as const, label: t('line.contact') },
  ]
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    if (canRecord) onRecord()
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0 || props.onPasteFiles === undefined) return
    event.preventDefault()
    props.onPasteFiles(files)
  }
  return (
    <section className={css.composer} aria-label={t('line.compose')}>
      <label htmlFor={id} className="hidden-visually">
        {t('line.placeholder')}
      </label>
      <textarea
        id={id}
        className={css.text}
        rows={1}
        maxLength={4000}
        placeholder={t('line.placeholder')}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={error !== undefined ? `${id}-error` : undefined}
      />
      {props.note !== undefined && <p className={css.note}>{props.note}</p>}
      <FieldError id={id} error={error} />
      <div className={css.row}>
        <SegmentedChoice
          label={t('line.kind')}
          isLabelHidden
          isSoft
          options={kinds}
          value={kind}
          onChange={onKind}
        />
        <div className={css.time}>{props.time}</div>
        {props.attachments}
        <span className={css.record}>
          <Button
            size="small"
            keys="ctrl+enter"
            onPress={onRecord}
            isPending={isPending}
            isDisabled={!canRecord && !isPending}
          >
            {t('line.record')}
          </Button>
        </span>
      </div>
    </section>
  )
}
