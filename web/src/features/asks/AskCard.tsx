import { useQueryClient } from '@tanstack/react-query'
import type { Schemas } from '@/api/client'
import { openAsks } from '@/app/asks/useOpenAsks'
import { useDraft } from '@/app/drafts/useDraft'
import { useUploads } from '@/app/uploads/useUploads'
import type { Act } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/asks'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { say } from '@/ui/Toast'
import { AnswerForm } from './AnswerForm'
import type { MyAsk } from './asks'
import css from './asks.module.css'
import { Ended } from './Ended'
import { Due, Files, useWho } from './parts'

export type Answering = Act<[ask: MyAsk, text: string, discard: () => void]>

type Props = {
  ask: MyAsk
  /** Its number on the page, where there are several. */
  place: number | undefined
  /** The one the person is at: it has the form. */
  isOpen: boolean
  takesFocus: boolean
  act: Answering
  onBegin: () => void
  onLeave: () => void
}

/** One ask in full. What was begun on it, and files on their way, stay while another is open. */
export function AskCard({ ask, place, isOpen, takesFocus, act, onBegin, onLeave }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const who = useWho()(ask.asked_by)
  const draft = useDraft(`ask/${ask.id}/answer`)
  const uploads = useUploads<Schemas['HandedIn']>(`/api/v1/asks/${ask.id}/files`, (file) => {
    say(t('asks.fileSaid', { name: file.name }))
    void queries.invalidateQueries({ queryKey: openAsks.queryKey })
  })
  const isBegun = draft.text.trim() !== ''
  return (
    <Card title={place === undefined ? t('asks.from', { who }) : t('asks.nth', { n: place, who })}>
      <div className={css.ask}>
        <div>
          {ask.state === 'open' && <Due ask={ask} />}
          <p className={`${css.sub} num`}>
            {t('asks.at', { time: dayAndClock(new Date(ask.asked_at), now, language) })}
          </p>
        </div>
        <p className={css.words}>{ask.text}</p>
        <Files ask={ask} />
        {ask.state !== 'open' ? (
          <Ended ask={ask} draft={draft} onLeave={onLeave} />
        ) : isOpen ? (
          <AnswerForm ask={ask} draft={draft} uploads={uploads} act={act} takesFocus={takesFocus} />
        ) : (
          <div className={css.acts}>
            <Button onPress={onBegin}>{t('asks.begin', { n: place ?? 1 })}</Button>
            {isBegun && <span className={css.sub}>{t('asks.begun')}</span>}
          </div>
        )}
      </div>
    </Card>
  )
}
