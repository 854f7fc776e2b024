import { useEffect, useRef, useState } from 'react'
import { useSession } from '@/app/session'
import { useSpeech } from '@/i18n/account'
import { day } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { FictionalStamp } from '@/ui/Chip'
import { Notice } from '@/ui/Notice'
import css from './account.module.css'

type Props = { codes: readonly string[]; name: string; onClose: () => void }

/** Ten codes, shown once; on paper nothing else of the page is printed. */
export function RecoveryCodes({ codes, name, onClose }: Props) {
  const { t, language } = useSpeech()
  const { organisation } = useSession().session
  const [made] = useState(() => new Date())
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={css.codes} data-print="only">
      <h3 ref={heading} tabIndex={-1}>
        {t('account.codesOf', { name, team: organisation.team_name })}{' '}
        {organisation.fictional && <FictionalStamp />}
      </h3>
      <Notice tone="warn">{t('account.codesOnce')}</Notice>
      <p className={css.sub}>
        {t('account.codesMade', { time: day(made, language) })}　{t('account.codesWhat')}
      </p>
      <ol>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={css.row}>
        <Button onPress={() => window.print()}>{t('account.codesPrint')}</Button>
        <Button kind="filled" onPress={onClose}>
          {t('account.codesKept')}
        </Button>
      </div>
    </section>
  )
}
