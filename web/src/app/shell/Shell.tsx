import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useSpeech, useT } from '@/i18n'
import { clockSeconds } from '@/i18n/dates'
import { Icon, type IconName } from '@/ui/Icon'
import { later } from '@/ui/later'
import { Loading, Notice } from '@/ui/Notice'
import { useSideways } from '@/ui/sideways'
import { Toasts } from '@/ui/Toast'
import { type Command, useCommands } from '../commands'
import { useHealth } from '../live/LiveProvider'
import { useMay, useSession } from '../session'
import { IncidentStrip } from './IncidentStrip'
import css from './Shell.module.css'
import { TopBar } from './TopBar'
import { useCounts } from './useCounts'

const Palette = later(() => import('./Palette'), null)
const KeySheet = later(() => import('./KeySheet'), null)

/** The frame around every page: bar, menu, strip, page, messages. */
export function Shell() {
  const { language, setLanguage, speakTo, t } = useSpeech()
  const { session, signOut } = useSession()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'palette' | 'keys'>()
  const person = session.person.id
  useEffect(() => speakTo(person), [person, speakTo])

  const mayRecord = useMay('report.record')
  const mayReadJournal = useMay('journal.read')
  const mayReadTeam = useMay('team.read')
  const mayReadApprovals = useMay('approval.read')
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'palette',
        group: 'global',
        label: t('command.openPalette'),
        keys: 'ctrl+k',
        run: () => setOpen('palette'),
      },
      {
        id: 'keys',
        group: 'global',
        label: t('command.keySheet'),
        keys: '?',
        run: () => setOpen('keys'),
      },
      {
        id: 'record',
        group: 'global',
        label: t('command.recordReport'),
        keys: 'n',
        enabled: mayRecord,
        run: () => void navigate({ to: '/inbox/new' }),
      },
      {
        id: 'go.inbox',
        group: 'go',
        label: t('command.goInbox'),
        keys: 'g i',
        run: () => void navigate({ to: '/inbox' }),
      },
      {
        id: 'go.incidents',
        group: 'go',
        label: t('command.goIncidents'),
        keys: 'g n',
        run: () => void navigate({ to: '/incidents' }),
      },
      {
        id: 'go.misdelivery',
        group: 'go',
        label: t('command.goMisdelivery'),
        keys: 'g m',
        run: () => void navigate({ to: '/misdelivery' }),
      },
      {
        id: 'go.approvals',
        group: 'go',
        label: t('command.goApprovals'),
        keys: 'g a',
        enabled: mayReadApprovals,
        run: () => void navigate({ to: '/approvals' }),
      },
      {
        id: 'go.people',
        group: 'go',
        label: t('command.goPeople'),
        keys: 'g p',
        enabled: mayReadTeam,
        run: () => void navigate({ to: '/people' }),
      },
      {
        id: 'go.charter',
        group: 'go',
        label: t('command.goCharter'),
        keys: 'g c',
        run: () => void navigate({ to: '/charter' }),
      },
      {
        id: 'go.journal',
        group: 'go',
        label: t('command.goJournal'),
        keys: 'g j',
        enabled: mayReadJournal,
        run: () => void navigate({ to: '/journal' }),
      },
      {
        id: 'go.help',
        group: 'go',
        label: t('command.goHelp'),
        run: () => void navigate({ to: '/help' }),
      },
      {
        id: 'go.account',
        group: 'go',
        label: t('command.goAccount'),
        run: () => void navigate({ to: '/account' }),
      },
      {
        id: 'language',
        group: 'global',
        label: t('command.switchLanguage'),
        run: () => setLanguage(language === 'ja' ? 'en' : 'ja'),
      },
      { id: 'signOut', group: 'global', label: t('command.signOut'), run: () => void signOut() },
    ],
    [
      navigate,
      language,
      setLanguage,
      signOut,
      mayRecord,
      mayReadJournal,
      mayReadTeam,
      mayReadApprovals,
      t,
    ],
  )
  useCommands(commands)

  return (
    <>
      <a className={css.skip} href="#main">
        {t('app.skip')}
      </a>
      <TopBar onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <LostBanner />
      <div className={css.frame}>
        <SideNav />
        <main id="main" tabIndex={-1} className={css.main}>
          <IncidentStrip />
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <Toasts />
      {open === 'palette' && <Palette onClose={() => setOpen(undefined)} />}
      {open === 'keys' && <KeySheet onClose={() => setOpen(undefined)} />}
    </>
  )
}

function SideNav() {
  const t = useT()
  const counts = useCounts()
  const mayReadJournal = useMay('journal.read')
  const mayReadTeam = useMay('team.read')
  const mayReadApprovals = useMay('approval.read')
  const row = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useSideways(row, '[aria-current]', pathname)
  return (
    <nav ref={row} className={css.nav} aria-label={t('app.menu')}>
      <ul>
        <Entry to="/inbox" icon="inbox" label={t('nav.inbox')}>
          {counts.undecided > 0 && (
            <Count n={counts.undecided} said={t('nav.waiting', { n: counts.undecided })} />
          )}
        </Entry>
        <Entry to="/incidents" icon="incident" label={t('nav.incidents')}>
          {counts.open > 0 && (
            <Count
              n={counts.open}
              said={t('nav.open', { n: counts.open })}
              isUrgent={counts.isUrgent}
            />
          )}
        </Entry>
        <Entry to="/misdelivery" icon="misdelivery" label={t('nav.misdelivery')} />
        {mayReadApprovals && (
          <Entry to="/approvals" icon="approval" label={t('nav.approvals')}>
            {counts.forMe > 0 && (
              <Count n={counts.forMe} said={t('nav.forMe', { n: counts.forMe })} isUrgent />
            )}
          </Entry>
        )}
      </ul>
      <h2 id="nav-system">{t('app.system')}</h2>
      <ul aria-labelledby="nav-system">
        {mayReadTeam && <Entry to="/people" icon="people" label={t('nav.people')} />}
        <Entry to="/charter" icon="charter" label={t('nav.charter')} />
        {mayReadJournal && <Entry to="/journal" icon="journal" label={t('nav.journal')} />}
        <Entry to="/help" icon="help" label={t('nav.help')} />
      </ul>
    </nav>
  )
}

type EntryProps = {
  to:
    | '/inbox'
    | '/incidents'
    | '/misdelivery'
    | '/approvals'
    | '/people'
    | '/charter'
    | '/journal'
    | '/help'
  icon: IconName
  label: string
  children?: ReactNode
}

function Entry({ to, icon, label, children }: EntryProps) {
  return (
    <li>
      <Link to={to} activeProps={{ 'aria-current': 'page' }}>
        <Icon name={icon} />
        <span>{label}</span>
        {children}
      </Link>
    </li>
  )
}

function Count({ n, said, isUrgent = false }: { n: number; said: string; isUrgent?: boolean }) {
  return (
    <span className={`${isUrgent ? css.urgent : css.count} num`}>
      <span aria-hidden="true">{n}</span>
      <span className="hidden-visually">{said}</span>
    </span>
  )
}

function LostBanner() {
  const { t, language } = useSpeech()
  const health = useHealth()
  if (health.state !== 'lost') return null
  const time = clockSeconds(new Date(health.at), language)
  return (
    <div className={css.banner}>
      <Notice tone="danger" role="alert" title={t('app.lostTitle')}>
        {t('app.lostWhat', { time })} {t('app.lostPaper')}
      </Notice>
    </div>
  )
}
