import { type DragEvent, type ReactNode, useId, useState } from 'react'
import { useT } from '@/i18n'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import css from './Uploads.module.css'
import type { Uploading } from './useUploads'

type AttachProps = {
  onFiles: (files: FileList) => void
  /** Another word than 「添付」. */
  label?: string | undefined
}

/** 「添付」 as a link-like button; the native file input stays underneath. */
export function AttachButton({ onFiles, label }: AttachProps) {
  const t = useT()
  const id = useId()
  return (
    <span className={css.attach}>
      <input
        id={id}
        type="file"
        multiple
        className={css.fileInput}
        onChange={(event) => {
          if (event.target.files !== null) onFiles(event.target.files)
          event.target.value = ''
        }}
      />
      <label htmlFor={id}>
        <Icon name="attach" size={16} />
        {label ?? t('file.attach')}
      </label>
    </span>
  )
}

type DropProps = {
  onFiles: (files: Iterable<File>) => void
  label?: string
  /** What is worth knowing before a file is chosen. */
  children?: ReactNode
}

/** Where files are chosen or dropped. Dropping is a way for the mouse only; the button does it too. */
export function DropArea({ onFiles, label, children }: DropProps) {
  const t = useT()
  const [isOver, setOver] = useState(false)
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFiles([...event.dataTransfer.files])
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same.
    <div
      className={isOver ? css.dropOver : css.drop}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <AttachButton onFiles={onFiles} label={label} />
      <span className={css.dropHint}>{t('file.drop')}</span>
      {children}
    </div>
  )
}

/** Files on their way: how far, what went wrong, again or give up. */
export function UploadList({ files }: { files: readonly Uploading[] }) {
  const t = useT()
  if (files.length === 0) return null
  return (
    <ul className={css.uploads} aria-label={t('file.sending')}>
      {files.map((file) => (
        <li key={file.key}>
          <span>{file.name}</span>
          {file.error === undefined ? (
            <progress aria-label={t('file.progress', { name: file.name })} value={file.share} />
          ) : (
            <>
              <span role="alert" className={css.wrong}>
                {file.error}
              </span>
              <Button kind="text" size="small" onPress={file.again}>
                {t('file.again')}
              </Button>
            </>
          )}
          <Button kind="text" size="small" onPress={file.drop}>
            {t('ui.cancel')}
          </Button>
        </li>
      ))}
    </ul>
  )
}
