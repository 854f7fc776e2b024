import { useEffect, useState } from 'react'
import { useSpeech } from '@/i18n/signIn'
import { Button } from '@/ui/Button'
import { Mark } from '@/ui/Mark'
import { takeWord } from './provider'
import css from './SignIn.module.css'
import { SignInForm } from './SignInForm'
import type { Door } from './session'

type Props = { door: Door }

/** The first screen of a stranger. */
export default function SignInPage({ door }: Props) {
  const { t, language, setLanguage } = useSpeech()
  const [word] = useState(takeWord)
  useEffect(() => {
    document.title = t('signIn.title')
  }, [t])
  return (
    <div className={css.page}>
      <main className={css.card}>
        <div className={css.mark}>
          <Mark />
          <span>{t('signIn.product')}</span>
        </div>
        <h1>{t('signIn.title')}</h1>
        <SignInForm door={door} word={word} />
      </main>
      <p className={css.foot}>
        <Button
          kind="text"
          size="small"
          onPress={() => setLanguage(language === 'ja' ? 'en' : 'ja')}
        >
          <span lang={language === 'ja' ? 'en' : 'ja'}>{t('app.otherLanguage')}</span>
        </Button>
      </p>
    </div>
  )
}
