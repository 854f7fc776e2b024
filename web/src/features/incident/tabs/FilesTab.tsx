import { DropArea, UploadList } from '@/app/uploads/Uploads'
import { bytesText } from '@/app/uploads/upload'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/incident'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { EmptyState } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { useIncidentUploads } from '../useIncidentUploads'
import css from './tabs.module.css'

const Inspection = later(() => import('@/app/inspection/Inspection'), null)
const HuntPart = later(() => import('../hunt/HuntPart'), null)

/** 添付: what was handed in, unchanged, with its hash; always a download, never opened here. */
export default function FilesTab() {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const uploads = useIncidentUploads(incident.id, (file) => say(t('incident.file.said', file)))
  const may = mayOf(incident, 'incident.attach')
  return (
    <>
      <Card title={t('incident.file.title')}>
        {may.allowed ? (
          <DropArea onFiles={uploads.add} />
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
              <Inspection of="incidents" id={incident.id} file={file.id} name={file.name} isAsked />
            </li>
          ))}
        </ul>
        <p className={shared.sub}>{t('incident.file.what')}</p>
      </Card>
      <HuntPart />
    </>
  )
}
