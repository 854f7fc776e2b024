import { bytesText } from '@/app/uploads/upload'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/asks'
import { clock, day, span } from '@/i18n/dates'
import { Chip } from '@/ui/Chip'
import { dueOf, type MyAsk } from './asks'
import css from './asks.module.css'

/** 「情報政策課長 見本 佐和子」, and for whom, when the one who asked stood in for another. */
export function useWho(): (person: MyAsk['asked_by']) => string {
  const t = useT()
  return (person) => {
    const name = person.post === undefined ? person.name : `${person.post} ${person.name}`
    if (person.acting_for === undefined) return name
    return `${name}${t('asks.actingFor', { name: person.acting_for })}`
  }
}

/** Until when, and how long that is; what is late is said, not only coloured. */
export function Due({ ask }: { ask: MyAsk }) {
  const { t, language } = useSpeech()
  const due = dueOf(ask, useNow(20_000))
  if (due.kind === 'none') return <p className={css.sub}>{t('asks.noDue')}</p>
  const isMoment = due.ms < 60_000
  const time = span(due.ms, language)
  const words = {
    late: isMoment ? t('asks.late') : t('asks.lateBy', { span: time }),
    soon: isMoment ? t('asks.nearly') : t('asks.left', { span: time }),
    ahead: t('asks.left', { span: time }),
  }
  const tones = { late: 'danger', soon: 'warn', ahead: 'gray' } as const
  return (
    <p className={css.due}>
      <b className="num">
        {t('asks.by', { day: day(due.at, language), time: clock(due.at, language) })}
      </b>
      <Chip tone={tones[due.kind]}>
        <span className="num">{words[due.kind]}</span>
      </Chip>
    </p>
  )
}

/** What was handed in with this ask, by name and size. */
export function Files({ ask }: { ask: MyAsk }) {
  const t = useT()
  if (ask.files === undefined || ask.files.length === 0) return null
  return (
    <div className={css.files}>
      <p className={css.label}>{t('asks.handed', { n: ask.files.length })}</p>
      <ul>
        {ask.files.map((file, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: files come in the order they were handed in.
          <li key={place}>
            {file.name} <small className="num">{bytesText(file.bytes)}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}
