import type { Schemas } from '@/api/client'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/approval'
import { dayAndClock } from '@/i18n/dates'
import type { Approval } from './approval'
import css from './approval.module.css'

type Line = { text: string; at: string; words?: string | undefined }

/** What happened to it, first to last, and by whom in which post. */
export function Story({ approval }: { approval: Approval }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const who = (person: Schemas['PersonRef'] | undefined) => {
    if (person === undefined) return ''
    const name = person.post === undefined ? person.name : `${person.post} ${person.name}`
    if (person.acting_for === undefined) return name
    return `${name}${t('approval.actingFor', { name: person.acting_for })}`
  }
  const { state, oral } = approval
  const last = who(approval.answered_by)
  const lines: Line[] = [
    { text: t('approval.asked', { who: who(approval.asked_by) }), at: approval.asked_at },
  ]
  if (oral !== undefined) {
    lines.push({
      text: t('approval.toldOral', { who: who(oral.by), how: oral.how }),
      at: oral.at,
    })
  }
  const stead = approval.in_stead === true ? 'InStead' : ''
  const signed = { who: last, name: oral?.by.name ?? '' }
  const answer = {
    asked: undefined,
    approved:
      oral === undefined
        ? t('approval.given', { who: last })
        : t(`approval.confirmed${stead}`, signed),
    oral: t('approval.noted', { who: last }),
    contested: t(`approval.contested${stead}`, signed),
    sent_back: t('approval.sentBack', { who: last }),
    withdrawn: t('approval.withdrawn', { who: last }),
  }[state]
  if (answer !== undefined && approval.answered_at !== undefined) {
    lines.push({ text: answer, at: approval.answered_at, words: approval.comment })
  }
  return (
    <>
      <ol className={css.story}>
        {lines.map((line) => (
          <li key={`${line.at} ${line.text}`}>
            <span className={`${css.sub} num`}>
              {dayAndClock(new Date(line.at), now, language)}
            </span>
            <span>
              {line.text}
              {line.words !== undefined && <q className={css.quote}>{line.words}</q>}
            </span>
          </li>
        ))}
      </ol>
      <p className={css.sub}>
        {t('approval.approvers', { roles: approval.approvers })}
        {approval.needs_two && ` ${t('approval.needsTwo')}`}
      </p>
    </>
  )
}
