import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSpeech } from '@/i18n'
import { clockSeconds } from '@/i18n/dates'
import { ButtonLink } from '@/ui/Button'
import { FictionalStamp } from '@/ui/Chip'
import { Icon } from '@/ui/Icon'
import { Kbd } from '@/ui/Kbd'
import { later } from '@/ui/later'
import { useHealth } from '../live/LiveProvider'
import { useMay, useSession } from '../session'
import css from './TopBar.module.css'

const UserMenu = later(() => import('./UserMenu'), null)

type Props = { onPalette: () => void; onKeys: () => void }

/** Organisation, search, whether the screen is fresh, intake, person. */
export function TopBar({ onPalette, onKeys }: Props) {
  const { t } = useSpeech()
  const { session } = useSession()
  const { organisation } = session
  const mayRecord = useMay('report.record')
  return (
    <header className={css.bar}>
      <Link to="/" className={css.brand}>
        <span className={css.team}>
          {organisation.team_name}
          {organisation.fictional && <FictionalStamp />}
        </span>
        <small>{t('app.name')}</small>
      </Link>
      <button
        type="button"
        className={css.search}
        onClick={onPalette}
        aria-keyshortcuts="Control+K"
      >
        <Icon name="search" size={18} />
        <span>{t('app.search')}</span>
        <Kbd keys="ctrl+k" />
      </button>
      <div className={css.grow} />
      <Freshness />
      {mayRecord && (
        <ButtonLink to="/inbox/new" size="small" keys="n">
          {t('command.recordReport')}
        </ButtonLink>
      )}
      <Person onKeys={onKeys} />
    </header>
  )
}

function Freshness() {
  const { t, language } = useSpeech()
  const { session } = useSession()
  const health = useHealth()
  const time = clockSeconds(new Date(health.at), language)
  return (
    <div className={css.live}>
      {session.organisation.simulated && (
        <span className={css.simulated}>{t('app.simulated')}</span>
      )}
      <span className={health.state === 'fresh' ? css.dot : css.dotLost} aria-hidden="true" />
      <span className="num">
        {health.state === 'fresh' ? t('app.fresh', { time }) : t('app.lost', { time })}
      </span>
    </div>
  )
}

function Person({ onKeys }: { onKeys: () => void }) {
  const { t } = useSpeech()
  const { person } = useSession().session
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={css.person} data-person>
      <button
        type="button"
        className={css.face}
        aria-label={t('app.user', { name: person.name })}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {[...person.name][0]}
      </button>
      {isOpen && <UserMenu onClose={() => setOpen(false)} onKeys={onKeys} />}
    </div>
  )
}
