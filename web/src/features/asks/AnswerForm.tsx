import { type ClipboardEvent, useRef, useState } from 'react'
import type { Draft } from '@/app/drafts/useDraft'
import { DropArea, UploadList } from '@/app/uploads/Uploads'
import type { useUploads } from '@/app/uploads/useUploads'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/asks'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import type { Answering } from './AskCard'
import { gapOf, lengthOf, type MyAsk } from './asks'
import css from './asks.module.css'

type Props = {
  ask: MyAsk
  draft: Draft
  uploads: ReturnType<typeof useUploads>
  act: Answering
  takesFocus: boolean
}

/** One field, files, one button. */
export function AnswerForm({ ask, draft, uploads, act, takesFocus }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const field = useRef<HTMLTextAreaElement>(null)
  const [isTried, setTried] = useState(false)
  const { text, restoredAt, setText, discard } = draft
  const gap = gapOf(text)
  const isOfField = act.problem?.field === '/text'
  const error =
    isTried && gap !== undefined
      ? t(`asks.${gap}`, { n: lengthOf(text) })
      : isOfField
        ? act.sentence
        : undefined
  const hasFailed = uploads.files.some((file) => file.error !== undefined)
  const isWaiting = uploads.files.length > 0

  const send = () => {
    setTried(true)
    if (gap !== undefined) return field.current?.focus()
    void act.run(ask, text, discard)
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    if (files.length === 0) return
    event.preventDefault()
    uploads.add(files)
  }
  return (
    <div className={css.form}>
      {restoredAt !== undefined && text !== '' && (
        <p className={css.sub}>
          <span className="num">
            {t('ui.restored', { time: dayAndClock(restoredAt, now, language) })}
          </span>
          <Button kind="text" size="small" onPress={discard}>
            {t('ui.discard')}
          </Button>
        </p>
      )}
      <TextArea
        ref={field}
        label={t('asks.answer')}
        hint={t('asks.answerHint')}
        isRequired
        rows={4}
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
        onPaste={onPaste}
        autoFocus={takesFocus}
      />
      <DropArea onFiles={uploads.add} label={t('asks.choose')}>
        <span className={css.sub}>{t('asks.chooseWhat')}</span>
      </DropArea>
      <UploadList files={uploads.files} />
      {act.sentence !== undefined && !isOfField && (
        <Notice tone="danger" role="alert" title={act.sentence} />
      )}
      <div className={css.acts}>
        <Button kind="filled" isDisabled={isWaiting} isPending={act.isPending} onPress={send}>
          {t('asks.send')}
        </Button>
        <p className={css.sub} role="status">
          {isWaiting ? t(hasFailed ? 'asks.notSent' : 'asks.sending') : t('asks.sendWhat')}
        </p>
      </div>
    </div>
  )
}
