import { useState } from 'react'
import { api, query } from '@/api/client'
import { knows } from '@/app/circle/circle'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useSession } from '@/app/session'
import { useT } from '@/i18n/circle'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { ActTrouble } from './ActTrouble'
import { useAct } from './act'
import { mayOf } from './data'
import shared from './incident.module.css'
import { useRoom } from './room'

/**
 * Where the head, or whoever stands in, may not know of this incident, the next in the line may take
 * over for it alone. Shown to nobody else; whose turn it is the server says.
 */
export default function StandInHere() {
  const t = useT()
  const { incident } = useRoom()
  const { person, ...session } = useSession().session
  const { data: team } = query.useQuery(
    'get',
    '/api/v1/team',
    {},
    { enabled: session.may.includes('team.read') },
  )
  const head = team?.posts.find((post) => {
    const inPower = post.stand_in?.person ?? post.holder
    return post.role === 'head' && inPower !== undefined && !knows(incident.circle, inPower.id)
  })
  const line = team?.succession.find((one) => one.role === 'head')
  const isInLine = line?.posts.some((post) => person.posts.some((one) => one.name === post.name))
  // Whoever may set the circle as a deputy does so because they stand in already.
  const hasPower = mayOf(incident, 'incident.converge').allowed
  if (head === undefined || !isInLine || hasPower) return null
  return (
    <Notice tone="warn" title={t('circle.headOut', { post: head.name })}>
      <Taking />
    </Notice>
  )
}

function Taking() {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const draft = useDraftForm(`incident/${incident.id}/stand-in`, { reason: '' })
  const reason = draft.values.reason.trim()
  const [hasTried, setTried] = useState(false)
  const go = () => {
    setTried(true)
    if (reason === '') return
    act.run({
      send: (ifMatch) =>
        api.POST('/api/v1/incidents/{id}/stand-in', {
          params: { path: { id: incident.id }, header: { 'If-Match': ifMatch } },
          body: { reason },
        }),
      onDone: () => {
        draft.discard()
        say(t('circle.taken'))
      },
    })
  }
  return (
    <div className={shared.form}>
      <p>{t('circle.headOutWhat')}</p>
      <TextArea
        label={t('circle.takeReason')}
        isRequired
        rows={1}
        maxLength={500}
        value={draft.values.reason}
        error={hasTried && reason === '' ? t('circle.takeReasonBlank') : undefined}
        onChange={(event) => draft.change({ reason: event.target.value })}
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button size="small" isPending={act.isPending} onPress={go}>
          {t('circle.take')}
        </Button>
      </div>
    </div>
  )
}
