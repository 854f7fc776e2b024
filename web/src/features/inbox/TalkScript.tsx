import { useSession } from '@/app/session'
import { useT } from '@/i18n/intake'
import { Icon } from '@/ui/Icon'
import css from './IntakePage.module.css'
import { said, type Talk } from './intake'

type Props = {
  talk: Talk | undefined
  answered: Readonly<Record<'when' | 'where' | 'what' | 'who', boolean>>
}

/** What to say, in the order of the form; an item that has its answer is ticked. */
export function TalkScript({ talk, answered }: Props) {
  const t = useT()
  const { team_name: team } = useSession().session.organisation
  if (talk === undefined || talk.lines.length === 0) return null
  return (
    <aside className={css.script} aria-labelledby="intake-script">
      <h2 id="intake-script">{t('intake.script')}</h2>
      <p className={css.lead}>{t('intake.scriptLead')}</p>
      <ol>
        {talk.lines.map((line) => {
          const isDone = line.item !== undefined && answered[line.item]
          return (
            <li key={line.key} className={line.urgent ? css.stop : isDone ? css.done : undefined}>
              <h3>
                {line.title}
                {isDone && <Icon name="check" size={16} />}
              </h3>
              <p>{said(line.text, team)}</p>
            </li>
          )
        })}
      </ol>
    </aside>
  )
}
