import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useMay } from '@/app/session'
import { useNow } from '@/app/useNow'
import { clock, day, dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/engaging'
import { Button } from '@/ui/Button'
import { Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { mayOf, type Person, personText } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './engagement.module.css'
import { type ApprovalState, type Engagement, standingOf, standingTones } from './engaging'

const AdmitForm = later(() => import('./AdmitForm'))
const NoteForm = later(() => import('./NoteForm'))
const EndForm = later(() => import('./EndForm'))

type Props = { engagement: Engagement; approval: ApprovalState | undefined }

/** One engagement: whom, what for, what they see, where it stands, and what can be done with it. */
export function EngagementRow({ engagement, approval }: Props) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const mayReadApproval = useMay('approval.read')
  const [open, setOpen] = useState<'admit' | 'note' | 'end'>()
  const standing = standingOf(engagement, approval, now)
  const isIssued = engagement.state === 'issued'
  const isOverOrIssued = isIssued || engagement.state === 'ended'
  const may = (act: string) => mayOf(incident, `engagement.${act}`).allowed
  const acts = [
    ...(isIssued && engagement.signs_in && may('admit') ? (['admit'] as const) : []),
    ...(isOverOrIssued && may('note') ? (['note'] as const) : []),
    ...(isIssued && may('end') ? (['end'] as const) : []),
  ]
  const close = () => setOpen(undefined)
  return (
    <article className={css.one} aria-label={engagement.body}>
      <p className={css.head}>
        <Chip tone={standingTones[standing]}>{t(`engaging.state.${standing}`)}</Chip>
        <b>{engagement.body}</b>
        <span className={shared.sub}>{engagement.kind_name}</span>
      </p>
      <p className={css.words}>{engagement.purpose}</p>
      <div className={css.facts}>
        <Facts rows={rows()} />
      </div>
      <Exchanges engagement={engagement} />
      {mayReadApproval && (
        <p className={shared.sub}>
          <Link to="/approvals/$id" params={{ id: engagement.approval }}>
            {t('engaging.approval')}
          </Link>
        </p>
      )}
      {open === undefined && acts.length > 0 && (
        <div className={shared.row}>
          {acts.map((act) => (
            <Button key={act} size="small" onPress={() => setOpen(act)}>
              {t(`engaging.act.${act}`)}
            </Button>
          ))}
        </div>
      )}
      {open === 'admit' && <AdmitForm engagement={engagement} onClose={close} />}
      {open === 'note' && <NoteForm engagement={engagement} onClose={close} />}
      {open === 'end' && <EndForm engagement={engagement} onClose={close} />}
    </article>
  )

  function rows(): { name: ReactNode; value: ReactNode }[] {
    const until = new Date(engagement.until)
    const time = t('engaging.untilAt', { day: day(until, language), time: clock(until, language) })
    const all = [
      {
        name: t('engaging.parts'),
        value: engagement.parts.map((part) => part.name).join(t('engaging.partGap')),
      },
      {
        name: t('engaging.signIn'),
        value: engagement.signs_in ? t('engaging.signsIn') : t('engaging.signsInNot'),
      },
      { name: t('engaging.until'), value: <span className="num">{time}</span> },
      {
        name: t('engaging.proposedBy'),
        value: by(engagement.proposed_by, engagement.proposed_at),
      },
    ]
    if (engagement.issued_by !== undefined && engagement.issued_at !== undefined) {
      all.push({
        name: engagement.oral ? t('engaging.oralBy') : t('engaging.issuedBy'),
        value: by(engagement.issued_by, engagement.issued_at),
      })
    }
    if (engagement.ended_at !== undefined) {
      const isDeclined = engagement.state === 'declined'
      all.push({
        name: isDeclined ? t('engaging.declinedBy') : t('engaging.endedBy'),
        value:
          engagement.ended_by === undefined
            ? t('engaging.onItsDay')
            : by(engagement.ended_by, engagement.ended_at),
      })
    }
    if (engagement.reason !== undefined) {
      all.push({ name: t('engaging.reason'), value: engagement.reason })
    }
    if (engagement.signs_in && isOverOrIssued) {
      const names = engagement.people.map((one) => one.name).join(t('engaging.partGap'))
      all.push({ name: t('engaging.people'), value: names || t('engaging.noPeople') })
    }
    return all
  }

  function by(person: Person, at: string): string {
    return t('engaging.by', {
      name: personText(person, (name) => t('engaging.actingFor', { name })),
      time: dayAndClock(new Date(at), now, language),
    })
  }
}

function Exchanges({ engagement }: { engagement: Engagement }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const { exchanges } = engagement
  if (exchanges.length === 0) return null
  return (
    <details className={css.exchanges}>
      <summary>{t('engaging.exchanges', { n: exchanges.length })}</summary>
      <ul>
        {exchanges.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: exchanges are only ever added at the end.
          <li key={place}>
            <p className={`${shared.sub} num`}>
              {[
                one.given ? t('engaging.given') : t('engaging.received'),
                one.how,
                one.tlp && t(`engaging.tlpWhat.${one.tlp}`),
                one.by.name,
                dayAndClock(new Date(one.at), now, language),
              ]
                .filter(Boolean)
                .join('　')}
            </p>
            <p className={css.words}>{one.text}</p>
          </li>
        ))}
      </ul>
    </details>
  )
}
