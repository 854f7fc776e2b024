import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useSpeech, useT } from '@/i18n'
import { clock, clockSeconds, day } from '@/i18n/dates'
import { Icon, type IconName } from '@/ui/Icon'
import { later } from '@/ui/later'
import { Loading, Notice } from '@/ui/Notice'
import { useSideways } from '@/ui/sideways'
import { Toasts } from '@/ui/Toast'
import { useAskPoll } from '../asks/useOpenAsks'
import { type Command, useCommands } from '../commands'
import { useHealth } from '../live/LiveProvider'
import { isClosed } from '../rights'
import { useSession } from '../session'
import { NotYours } from './Broken'
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

  const { may } = session
  const { pathname } = useLocation()
  useAskPoll()
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
        enabled: may.includes('report.record'),
        run: () => void navigate({ to: '/inbox/new' }),
      },
      {
        id: 'go.inbox',
        group: 'go',
        label: t('command.goInbox'),
        keys: 'g i',
        enabled: may.includes('report.read'),
        run: () => void navigate({ to: '/inbox' }),
      },
      {
        id: 'go.incidents',
        group: 'go',
        label: t('command.goIncidents'),
        keys: 'g n',
        enabled: may.includes('incident.read'),
        run: () => void navigate({ to: '/incidents' }),
      },
      {
        id: 'go.search',
        group: 'go',
        label: t('command.goSearch'),
        keys: 'g s',
        enabled: may.includes('search.use'),
        run: () => void navigate({ to: '/search' }),
      },
      {
        id: 'go.alerts',
        group: 'go',
        label: t('command.goAlerts'),
        keys: 'g d',
        enabled: may.includes('alert.read'),
        run: () => void navigate({ to: '/alerts' }),
      },
      {
        id: 'go.monitors',
        group: 'go',
        label: t('command.goMonitors'),
        keys: 'g w',
        enabled: may.includes('alert.read'),
        run: () => void navigate({ to: '/monitors' }),
      },
      {
        id: 'go.misdelivery',
        group: 'go',
        label: t('command.goMisdelivery'),
        keys: 'g m',
        enabled: may.includes('incident.declare'),
        run: () => void navigate({ to: '/misdelivery' }),
      },
      {
        id: 'go.approvals',
        group: 'go',
        label: t('command.goApprovals'),
        keys: 'g a',
        enabled: may.includes('approval.read'),
        run: () => void navigate({ to: '/approvals' }),
      },
      {
        id: 'go.advisories',
        group: 'go',
        label: t('command.goAdvisories'),
        keys: 'g v',
        enabled: may.includes('advisory.read'),
        run: () => void navigate({ to: '/advisories' }),
      },
      {
        id: 'go.asks',
        group: 'go',
        label: t('command.goAsks'),
        keys: 'g o',
        enabled: may.includes('ask.answer'),
        run: () => void navigate({ to: '/asks' }),
      },
      {
        id: 'go.engagements',
        group: 'go',
        label: t('command.goEngagements'),
        enabled: may.includes('engagement.see'),
        run: () => void navigate({ to: '/engagements' }),
      },
      {
        id: 'go.people',
        group: 'go',
        label: t('command.goPeople'),
        keys: 'g p',
        enabled: may.includes('team.read'),
        run: () => void navigate({ to: '/people' }),
      },
      {
        id: 'go.registry',
        group: 'go',
        label: t('command.goRegistry'),
        keys: 'g r',
        enabled: may.includes('registry.read'),
        run: () => void navigate({ to: '/registry' }),
      },
      {
        id: 'go.charter',
        group: 'go',
        label: t('command.goCharter'),
        keys: 'g c',
        enabled: may.includes('charter.read'),
        run: () => void navigate({ to: '/charter' }),
      },
      {
        id: 'go.journal',
        group: 'go',
        label: t('command.goJournal'),
        keys: 'g j',
        enabled: may.includes('journal.read'),
        run: () => void navigate({ to: '/journal' }),
      },
      {
        id: 'go.logs',
        group: 'go',
        label: t('command.goLogs'),
        enabled: may.includes('log.read'),
        run: () => void navigate({ to: '/logs' }),
      },
      {
        id: 'go.looks',
        group: 'go',
        label: t('command.goLooks'),
        enabled: may.includes('access.read'),
        run: () => void navigate({ to: '/journal/access' }),
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
    [navigate, language, setLanguage, signOut, may, t],
  )
  useCommands(commands)

  return (
    <>
      <a className={css.skip} href="#main">
        {t('app.skip')}
      </a>
      <TopBar onPalette={() => setOpen('palette')} onKeys={() => setOpen('keys')} />
      <LostBanner />
      <BreakGlassBar />
      <div className={css.frame}>
        <SideNav />
        <main id="main" tabIndex={-1} className={css.main}>
          <IncidentStrip />
          <Suspense fallback={<Loading />}>
            {isClosed(pathname, may) ? <NotYours /> : <Outlet />}
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
  const { may } = useSession().session
  const counts = useCounts()
  const row = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  useSideways(row, '[aria-current]', pathname)
  const work: readonly (EntryProps & { action: string })[] = [
    {
      to: '/inbox',
      icon: 'inbox',
      label: t('nav.inbox'),
      action: 'report.read',
      children: counts.undecided > 0 && (
        <Count n={counts.undecided} said={t('nav.waiting', { n: counts.undecided })} />
      ),
    },
    {
      to: '/alerts',
      icon: 'alert',
      label: t('nav.alerts'),
      action: 'alert.read',
      children: counts.alerts > 0 && (
        <Count n={counts.alerts} said={t('nav.newAlerts', { n: counts.alerts })} />
      ),
    },
    {
      to: '/monitors',
      icon: 'watch',
      label: t('nav.monitors'),
      action: 'alert.read',
    },
    {
      to: '/incidents',
      icon: 'incident',
      label: t('nav.incidents'),
      action: 'incident.read',
      children: counts.open > 0 && (
        <Count
          n={counts.open}
          said={t('nav.open', { n: counts.open })}
          isUrgent={counts.isUrgent}
        />
      ),
    },
    {
      to: '/misdelivery',
      icon: 'misdelivery',
      label: t('nav.misdelivery'),
      action: 'incident.declare',
    },
    {
      to: '/advisories',
      icon: 'advisory',
      label: t('nav.advisories'),
      action: 'advisory.read',
    },
    {
      to: '/approvals',
      icon: 'approval',
      label: t('nav.approvals'),
      action: 'approval.read',
      children: counts.forMe > 0 && (
        <Count n={counts.forMe} said={t('nav.forMe', { n: counts.forMe })} isUrgent />
      ),
    },
    {
      to: '/engagements',
      icon: 'engagement',
      label: t('nav.engagements'),
      action: 'engagement.see',
    },
    {
      to: '/asks',
      icon: 'asks',
      label: t('nav.asks'),
      action: 'ask.answer',
      children: counts.asked > 0 && (
        <Count
          n={counts.asked}
          said={t(counts.isAskedLate ? 'nav.askedLate' : 'nav.asked', { n: counts.asked })}
          isUrgent={counts.isAskedLate}
        />
      ),
    },
  ]
  const mine = work.filter((entry) => may.includes(entry.action))
  return (
    <nav ref={row} className={css.nav} aria-label={t('app.menu')}>
      {mine.length > 0 && (
        <ul>
          {mine.map(({ action: _, ...entry }) => (
            <Entry key={entry.to} {...entry} />
          ))}
        </ul>
      )}
      <h2 id="nav-system">{t('app.system')}</h2>
      <ul aria-labelledby="nav-system">
        {may.includes('team.read') && <Entry to="/people" icon="people" label={t('nav.people')} />}
        {may.includes('registry.read') && (
          <Entry to="/registry" icon="registry" label={t('nav.registry')} />
        )}
        {may.includes('charter.read') && (
          <Entry to="/charter" icon="charter" label={t('nav.charter')} />
        )}
        {may.includes('log.read') && <Entry to="/logs" icon="document" label={t('nav.logs')} />}
        {may.includes('bundle.carry') && (
          <Entry to="/bundles" icon="attach" label={t('nav.bundles')} />
        )}
        {may.includes('journal.read') && (
          <Entry to="/journal" icon="journal" label={t('nav.journal')} />
        )}
        <Entry to="/help" icon="help" label={t('nav.help')} />
      </ul>
    </nav>
  )
}

type EntryProps = {
  to:
    | '/inbox'
    | '/alerts'
    | '/incidents'
    | '/misdelivery'
    | '/advisories'
    | '/monitors'
    | '/approvals'
    | '/engagements'
    | '/asks'
    | '/people'
    | '/registry'
    | '/charter'
    | '/logs'
    | '/bundles'
    | '/journal'
    | '/journal/access'
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

/** 非常用アカウント: from the first sign-in with it until it is sealed again, on every screen. */
function BreakGlassBar() {
  const { t, language } = useSpeech()
  const { may, break_glass_opened_at: opened } = useSession().session
  if (opened === undefined) return null
  const at = new Date(opened)
  return (
    <section className={css.glass} aria-label={t('app.breakGlassName')}>
      <p role="alert">
        <b>{t('app.breakGlass', { time: `${day(at, language)} ${clock(at, language)}` })}</b>
      </p>
      {may.includes('team.manage') && <Link to="/people">{t('app.breakGlassGo')}</Link>}
    </section>
  )
}
