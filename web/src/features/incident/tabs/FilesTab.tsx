import { type DragEvent, useState } from 'react'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/incident'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { AttachButton, UploadList } from '../Uploads'
import css from '../Uploads.module.css'
import { bytesText } from '../upload'
import { useUploads } from '../useUploads'

/** 添付: what was handed in, unchanged, with its hash; always a download, never opened here. */
export default function FilesTab() {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const [isOver, setOver] = useState(false)
  const uploads = useUploads(incident.id, (file) => say(t('incident.file.said', file)))
  const may = mayOf(incident, 'incident.attach')
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (may.allowed) uploads.add([...event.dataTransfer.files])
  }
  return (
    <Card title={t('incident.file.title')}>
      {may.allowed ? (
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
          <AttachButton onFiles={uploads.add} />
          <span className={shared.sub}>{t('incident.file.drop')}</span>
        </div>
      ) : (
        <p className={shared.why}>{may.reason}</p>
      )}
      <UploadList files={uploads.files} />
      {incident.attachments.length === 0 && <EmptyState title={t('incident.file.none')} />}
      <ul className={shared.list}>
        {incident.attachments.map((file) => (
          <li key={file.id} className={css.fileRow}>
            <a
              href={`/api/v1/incidents/${incident.id}/attachments/${file.id}`}
              download={file.name}
            >
              {file.name}
            </a>
            <p className={`${shared.sub} num`}>
              {[
                bytesText(file.bytes),
                file.added_by.name,
                dayAndClock(new Date(file.added_at), now, language),
              ].join('　')}
            </p>
            <p className={css.hashLine}>
              SHA-256 <code>{file.sha256}</code>
            </p>
          </li>
        ))}
      </ul>
      <p className={shared.sub}>{t('incident.file.what')}</p>
    </Card>
  )
}
