import { useId } from 'react'
import { useT } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { Icon } from '@/ui/Icon'
import css from './Uploads.module.css'
import type { Uploading } from './useUploads'

/** 「添付」 as a link-like button; the native file input stays underneath. */
export function AttachButton({ onFiles }: { onFiles: (files: FileList) => void }) {
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
        {t('incident.file.attach')}
      </label>
    </span>
  )
}

/** Files on their way: how far, what went wrong, again or give up. */
export function UploadList({ files }: { files: readonly Uploading[] }) {
  const t = useT()
  if (files.length === 0) return null
  return (
    <ul className={css.uploads} aria-label={t('incident.file.sending')}>
      {files.map((file) => (
        <li key={file.key}>
          <span>{file.name}</span>
          {file.error === undefined ? (
            <progress
              aria-label={t('incident.file.progress', { name: file.name })}
              value={file.share}
            />
          ) : (
            <>
              <span role="alert" className={css.wrong}>
                {file.error}
              </span>
              <Button kind="text" size="small" onPress={file.again}>
                {t('incident.file.again')}
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
