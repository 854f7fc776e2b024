import { useSpeech } from '@/i18n/circle'
import { monthDay, startOfDay } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { type Incident, mayOf } from './data'
import { useRoom } from './room'

type Follower = NonNullable<Incident['circle']>['successors'][number]

/** 後任: who follows in a post of somebody named, and is not inside yet. A person decides. */
export function Followers({ onOpen }: { onOpen: () => void }) {
  const { t } = useSpeech()
  const { incident } = useRoom()
  const all = incident.circle?.successors ?? []
  if (all.length === 0 || !mayOf(incident, 'incident.circle').allowed) return null
  return (
    <Notice tone="warn" title={t('circle.followersTitle')}>
      <p>{t('circle.followersWhat')}</p>
      <ul>
        {all.map((one) => (
          <li key={one.person.id}>
            <Words of={one} />
          </li>
        ))}
      </ul>
      <Button size="small" onPress={onOpen}>
        {t('circle.title')}
      </Button>
    </Notice>
  )
}

/** The same in the form, each with a button that lets them in. */
export function FollowerChoice({
  named,
  onAdd,
}: {
  named: readonly string[]
  onAdd: (person: string) => void
}) {
  const { t } = useSpeech()
  const { incident } = useRoom()
  const left = (incident.circle?.successors ?? []).flatMap((one) =>
    one.person.id === null || named.includes(one.person.id) ? [] : [{ ...one, id: one.person.id }],
  )
  if (left.length === 0) return null
  return (
    <ul aria-label={t('circle.followers')}>
      {left.map((one) => (
        <li key={one.id}>
          <Words of={one} />{' '}
          <Button
            size="small"
            kind="text"
            aria-label={t('circle.letIn', { name: one.person.name })}
            onPress={() => onAdd(one.id)}
          >
            {t('circle.addNamed')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function Words({ of }: { of: Follower }) {
  const { t, language } = useSpeech()
  const from = startOfDay(new Date(`${of.from}T12:00:00+09:00`))
  return (
    <>
      {t('circle.follower', {
        name: of.person.name,
        post: of.post,
        day: monthDay(from, language),
        before: of.before.name,
      })}
    </>
  )
}
