import { Link } from '@tanstack/react-router'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/looks'
import css from './looks.module.css'

/** The way between what was done and who looked, for whoever may see both. */
export default function Kinds() {
  const t = useT()
  const mayRead = useMay('journal.read')
  const mayLook = useMay('access.read')
  if (!mayRead || !mayLook) return null
  const active = { 'aria-current': 'page' } as const
  return (
    <nav aria-label={t('looks.kinds')} className={css.kinds}>
      <Link
        to="/journal"
        activeOptions={{ exact: true, includeSearch: false }}
        activeProps={active}
      >
        {t('journal.title')}
      </Link>
      <Link to="/journal/access" activeOptions={{ includeSearch: false }} activeProps={active}>
        {t('looks.title')}
      </Link>
    </nav>
  )
}
