import { useEffect } from 'react'
import { useSession } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/engaged'
import css from './engagement.module.css'

/** After the end, and to whom nothing is open: a plain sentence, and nothing else. */
export function Ended() {
  const t = useT()
  const { session, readAgain } = useSession()
  // What they may has changed with the end; the menu follows.
  useEffect(() => void readAgain(), [readAgain])
  return (
    <Page title={t('engaged.endedTitle')}>
      <div className={css.part}>
        <p>{t('engaged.ended')}</p>
        <p>{t('engaged.endedWhat')}</p>
        {session.may.length === 0 && <p>{t('engaged.endedStaff')}</p>}
      </div>
    </Page>
  )
}
