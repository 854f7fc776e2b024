import { useT } from '@/i18n/incident'
import { Card } from '@/ui/Card'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './side.module.css'

/** 体制: who leads this incident, with the extension to call. */
export function Team() {
  const t = useT()
  const { goTo } = useRoom()
  return (
    <Card
      title={t('incident.team.title')}
      action={
        <button type="button" className={shared.cardLink} onClick={() => goTo('people')}>
          {t('incident.team.all')}
        </button>
      }
    >
      <TeamList />
    </Card>
  )
}

export function TeamList() {
  const t = useT()
  const { incident } = useRoom()
  if (incident.people.length === 0) return <p className={shared.sub}>{t('incident.team.none')}</p>
  return (
    <ul className={css.team}>
      {incident.people.map((person) => (
        <li key={`${person.post} ${person.name}`}>
          <span className={css.face} aria-hidden="true">
            {[...person.name][0]}
          </span>
          <span>
            {person.name}
            <small>{t('incident.team.post', { role: person.role, post: person.post })}</small>
          </span>
          {person.extension !== undefined && (
            <span className={`${css.extension} num`}>
              {t('incident.team.extension', { number: person.extension })}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
