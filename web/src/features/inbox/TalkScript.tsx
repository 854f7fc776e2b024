import { useSession } from '@/app/session'
import { useT } from '@/i18n/intake'
import { Icon } from '@/ui/Icon'
import css from './IntakePage.module.css'

type Props = { answered: Readonly<Record<'when' | 'where' | 'what' | 'who', boolean>> }

const steps = ['open', 'stop', 'when', 'where', 'what', 'who', 'close'] as const

/** What to say, in the order of the form; an item that has its answer is ticked. */
export function TalkScript({ answered }: Props) {
  const t = useT()
  const { team_name: team } = useSession().session.organisation
  return (
    <aside className={css.script} aria-labelledby="intake-script">
      <h2 id="intake-script">{t('intake.script')}</h2>
      <p className={css.lead}>{t('intake.scriptLead')}</p>
      <ol>
        {steps.map((step) => {
          const isDone = step in answered && answered[step as keyof typeof answered]
          return (
            <li key={step} className={step === 'stop' ? css.stop : isDone ? css.done : undefined}>
              <h3>
                {t(`intake.say.${step}Title`)}
                {isDone && <Icon name="check" size={16} />}
              </h3>
              <p>{step === 'open' ? t('intake.say.open', { team }) : t(`intake.say.${step}`)}</p>
            </li>
          )
        })}
      </ol>
    </aside>
  )
}
