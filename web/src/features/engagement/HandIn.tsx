import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { useDraft } from '@/app/drafts/useDraft'
import { DropArea, UploadList } from '@/app/uploads/Uploads'
import { useUploads } from '@/app/uploads/useUploads'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/engaged'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { gapOf, isGone, type Mine } from './engaged'
import css from './engagement.module.css'

/** Words and files for those who asked. */
export function HandIn({ mine }: { mine: Mine }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const field = useRef<HTMLTextAreaElement>(null)
  const { text, setText, restoredAt, discard } = useDraft(`engagement/${mine.id}/words`)
  const [isTried, setTried] = useState(false)
  const act = useAct(
    async () => {
      try {
        await api.POST('/api/v1/engagements/{engagement}/notes', {
          params: { path: { engagement: mine.id } },
          body: { text: text.trim() },
        })
      } catch (thrown) {
        // It has ended meanwhile: the page is read again, and says so.
        if (isGone(thrown)) void queries.invalidateQueries()
        throw thrown
      }
    },
    () => {
      discard()
      setTried(false)
      say(t('engaged.sent'))
    },
  )
  const uploads = useUploads<Schemas['EngagedFile']>(
    `/api/v1/engagements/${mine.id}/files`,
    (file) => {
      say(t('engaged.fileSent', { name: file.name }))
      void queries.invalidateQueries()
    },
  )
  const gap = gapOf(text)
  const isOfField = act.problem?.field === '/text'
  const error =
    isTried && gap !== undefined
      ? t(`engaged.${gap}`, { n: [...text.trim()].length })
      : isOfField
        ? act.sentence
        : undefined
  const send = () => {
    setTried(true)
    if (gap !== undefined) return field.current?.focus()
    void act.run()
  }
  return (
    <Card title={t('engaged.handIn')}>
      <div className={css.form}>
        {restoredAt !== undefined && text !== '' && (
          <p className={css.line}>
            <span className={`${css.sub} num`}>
              {t('ui.restored', { time: dayAndClock(restoredAt, now, language) })}
            </span>
            <Button kind="text" size="small" onPress={discard}>
              {t('ui.discard')}
            </Button>
          </p>
        )}
        <TextArea
          ref={field}
          label={t('engaged.words')}
          hint={t('engaged.wordsHint')}
          rows={3}
          value={text}
          error={error}
          onChange={(event) => setText(event.target.value)}
        />
        {act.sentence !== undefined && !isOfField && (
          <Notice tone="danger" role="alert" title={act.sentence} />
        )}
        <div className={css.acts}>
          <Button kind="filled" isPending={act.isPending} onPress={send}>
            {t('engaged.send')}
          </Button>
          <p className={css.sub}>{t('engaged.sendWhat')}</p>
        </div>
        <DropArea onFiles={uploads.add} label={t('engaged.choose')}>
          <span className={css.sub}>{t('engaged.chooseWhat')}</span>
        </DropArea>
        <UploadList files={uploads.files} />
      </div>
    </Card>
  )
}
