import { Link } from '@tanstack/react-router'
import { useOpenAsks } from '@/app/asks/useOpenAsks'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/engaged'
import { Card } from '@/ui/Card'
import css from './engagement.module.css'

/** What they are asked beside the purpose; each is answered where asks are answered. */
export function Asks() {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const asks = useOpenAsks().data?.items ?? []
  if (asks.length === 0) return null
  return (
    <Card title={t('engaged.asks', { n: asks.length })}>
      <ul className={css.rows}>
        {asks.map((ask) => (
          <li key={ask.id}>
            <p className={css.words}>{ask.text}</p>
            <p className={css.line}>
              {ask.due_at !== undefined && (
                <span className={`${css.sub} num`}>
                  {t('engaged.askBy', { time: dayAndClock(new Date(ask.due_at), now, language) })}
                </span>
              )}
              <Link
                to="/asks"
                search={{ ask: ask.id }}
                aria-label={t('engaged.answerNamed', { text: ask.text })}
              >
                {t('engaged.answer')}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
