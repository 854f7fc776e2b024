import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useMay, useSession } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/people'
import { Button, ButtonLink } from '@/ui/Button'
import { later } from '@/ui/later'
import { Loading, Notice } from '@/ui/Notice'
import { ReturnButton } from './acts'
import { Paper, type PaperKind, usePaper } from './Paper'
import css from './people.module.css'
import { RoleCard } from './RoleCard'
import { absenceNow, rolesOf, type Team } from './roll'

const AbsenceForm = later(() => import('./AbsenceForm'))
const BreakGlassCard = later(() => import('./BreakGlassCard'))

/** 体制・連絡先: who holds which post today, who is away, who stands in, and how to reach them. */
export default function PeoplePage() {
  const t = useT()
  const mayReadCharter = useMay('charter.read')
  const maySeal = useMay('team.manage')
  const { data: team, error } = query.useQuery('get', '/api/v1/team')
  const { data: charter } = query.useQuery(
    'get',
    '/api/v1/charter',
    {},
    { enabled: mayReadCharter },
  )
  const [paper, print] = usePaper()
  if (team === undefined) {
    return (
      <Page title={t('people.title')}>
        {error === null ? (
          <Loading />
        ) : (
          <Notice tone="danger" role="alert" title={asProblem(error).message} />
        )}
      </Page>
    )
  }
  return (
    <>
      <div className={paper === undefined ? undefined : css.notPrinted}>
        <Page
          title={t('people.title')}
          meta={<span>{t('people.lead')}</span>}
          actions={<Actions team={team} onPrint={print} />}
        >
          <div className={css.stack}>
            <Own team={team} />
            {rolesOf(team, charter).map((role) => (
              <RoleCard key={role.code} role={role} team={team} />
            ))}
            {maySeal && <BreakGlassCard />}
            {mayReadCharter && (
              <p>
                <Link to="/charter" search={{ part: 'team' }}>
                  {t('people.manage')}
                </Link>
              </p>
            )}
          </div>
        </Page>
      </div>
      {paper !== undefined && <Paper kind={paper} team={team} charter={charter} />}
    </>
  )
}

function Actions({ team, onPrint }: { team: Team; onPrint: (kind: PaperKind) => void }) {
  const t = useT()
  const mayManage = team.may.some((one) => one.action === 'team.manage' && one.allowed)
  return (
    <>
      <ButtonLink to="/people/roster" size="small">
        {t('people.roster')}
      </ButtonLink>
      <Button kind="quiet" size="small" onPress={() => onPrint('card')}>
        {t('people.card')}
      </Button>
      <Button kind="quiet" size="small" onPress={() => onPrint('poster')}>
        {t('people.poster')}
      </Button>
      {mayManage && (
        <ButtonLink to="/people/reshuffle" size="small">
          {t('people.reshuffle')}
        </ButtonLink>
      )}
    </>
  )
}

/** The reader's own state first: back again, or about to go. */
function Own({ team }: { team: Team }) {
  const t = useT()
  const now = useNow(30_000)
  const me = useSession().session.person.id
  const [isOpen, setOpen] = useState(false)
  const self = team.persons.find((one) => one.id === me)
  const away = absenceNow(self, now)
  const may = team.may.find((one) => one.action === 'team.absence')
  if (self === undefined) return null
  if (away !== undefined) {
    return (
      <Notice tone="warn" title={t('people.youAre')}>
        <p>
          {t('people.because', { reason: away.reason })} {t('people.youAreWhat')}
        </p>
        <p className={css.acts}>
          <ReturnButton absence={away} name={self.name} isOwn isRefused={may?.allowed === false} />
        </p>
      </Notice>
    )
  }
  if (may?.allowed === false) {
    return <p className={css.sub}>{t('people.mayNot', { reason: may.reason ?? '' })}</p>
  }
  if (isOpen) {
    return <AbsenceForm person={self} isOwn onClose={() => setOpen(false)} />
  }
  return (
    <p>
      <Button size="small" onPress={() => setOpen(true)}>
        {t('people.absentOwn')}
      </Button>
    </p>
  )
}
