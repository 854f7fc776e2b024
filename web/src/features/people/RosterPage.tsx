import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useMay, useSession } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { monthDay } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/roster'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { CallOrder } from './CallOrder'
import { CallTree } from './CallTree'
import { OwnContacts, PersonContacts } from './ContactRows'
import { usePrinting } from './Paper'
import css from './people.module.css'
import { atNoon, type Duty, isOn, type Roster } from './roster'
import rosterCss from './roster.module.css'

const DutyForm = later(() => import('./DutyForm'))

/** 連絡網・当番: whom to call in which order, who is on duty, and whether the numbers are right. */
export default function RosterPage() {
  const t = useT()
  const mayRead = useMay('team.contacts')
  const { data: roster, error } = query.useQuery(
    'get',
    '/api/v1/team/roster',
    {},
    { enabled: mayRead },
  )
  const [isPrinting, print] = usePrinting()
  const crumb = <Link to="/people">{t('nav.people')}</Link>
  if (roster === undefined) {
    return (
      <Page title={t('roster.title')} crumb={crumb}>
        {error !== null ? (
          <Notice tone="danger" role="alert" title={asProblem(error).message} />
        ) : mayRead ? (
          <Loading />
        ) : (
          <OwnContacts row={undefined} />
        )}
      </Page>
    )
  }
  return (
    <>
      <div className={isPrinting ? css.notPrinted : undefined}>
        <Page
          title={t('roster.title')}
          crumb={crumb}
          meta={<span>{t('roster.lead')}</span>}
          actions={
            <Button kind="quiet" size="small" onPress={print}>
              {t('roster.print')}
            </Button>
          }
        >
          <div className={css.stack}>
            <CallOrder roster={roster} />
            <Duties roster={roster} />
            <Own roster={roster} />
            <Everybody roster={roster} />
          </div>
        </Page>
      </div>
      {isPrinting && <CallTree roster={roster} />}
    </>
  )
}

function Duties({ roster }: { roster: Roster }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const may = roster.may.some((one) => one.action === 'team.duty' && one.allowed)
  return (
    <Card title={t('roster.duties')}>
      <p className={css.sub}>{t('roster.dutiesWhat')}</p>
      {roster.duties.length === 0 && <p>{t('roster.dutiesNone')}</p>}
      <ul className={css.posts}>
        {roster.duties.map((duty) => (
          <DutyRow key={duty.id} duty={duty} isNow={isOn(duty, roster.day)} may={may} />
        ))}
      </ul>
      {isOpen ? (
        <DutyForm roster={roster} onClose={() => setOpen(false)} />
      ) : (
        may && (
          <Button size="small" onPress={() => setOpen(true)}>
            {t('roster.dutyAdd')}
          </Button>
        )
      )}
    </Card>
  )
}

function DutyRow({ duty, isNow, may }: { duty: Duty; isNow: boolean; may: boolean }) {
  const { t, language } = useSpeech()
  const span = t('roster.span', {
    from: monthDay(atNoon(duty.from), language),
    to: monthDay(atNoon(duty.to), language),
  })
  const act = useAct(
    () => api.POST('/api/v1/team/duties/{duty}/end', { params: { path: { duty: duty.id } } }),
    () => say(t('roster.dutyEnded')),
  )
  return (
    <li className={rosterCss.line}>
      <span className="num">{span}</span>
      <b>{duty.person.name}</b>
      <span>
        {isNow && t('roster.dutyNow')}
        {may && (
          <Button
            kind="text"
            size="small"
            aria-label={t('roster.dutyEndNamed', { span, name: duty.person.name })}
            isPending={act.isPending}
            onPress={() => void act.run()}
          >
            {t('roster.dutyEnd')}
          </Button>
        )}
      </span>
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
    </li>
  )
}

function Own({ roster }: { roster: Roster }) {
  const me = useSession().session.person.id
  return <OwnContacts row={roster.people.find((row) => row.person.id === me)} />
}

function Everybody({ roster }: { roster: Roster }) {
  const t = useT()
  const now = useNow(60_000)
  const me = useSession().session.person.id
  const mayManage = roster.may.some((one) => one.action === 'team.manage' && one.allowed)
  return (
    <Card title={t('roster.all')}>
      <ul className={css.posts}>
        {roster.people
          .filter((row) => row.person.id !== me)
          .map((row) => (
            <PersonContacts key={row.person.id} row={row} now={now} mayManage={mayManage} />
          ))}
      </ul>
    </Card>
  )
}
