import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/engaged'
import { Card } from '@/ui/Card'
import type { Mine } from './engaged'
import css from './engagement.module.css'

/** What went to and fro, the newest first: seen from their side, 渡した is what they handed in. */
export function Notes({ mine }: { mine: Mine }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const notes = mine.notes?.toReversed() ?? []
  return (
    <Card title={t('engaged.notes', { n: notes.length })}>
      {notes.length === 0 && <p className={css.sub}>{t('engaged.noNotes')}</p>}
      <ul className={css.rows}>
        {notes.map((note, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes are only ever added.
          <li key={notes.length - place}>
            <p className={`${css.sub} num`}>
              {[
                note.given ? t('engaged.given') : t('engaged.received'),
                note.by.name,
                dayAndClock(new Date(note.at), now, language),
                note.tlp && `TLP:${note.tlp.toUpperCase()}`,
              ]
                .filter(Boolean)
                .join('　')}
            </p>
            <p className={css.words}>{note.text}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
