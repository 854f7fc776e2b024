import { type ReactNode, useEffect, useState } from 'react'
import { asProblem } from '@/api/problem'
import { useSpeech } from '@/i18n/welcome'
import { Button } from '@/ui/Button'
import { Mark } from '@/ui/Mark'
import { Notice } from '@/ui/Notice'
import { invitation } from './invitation'
import css from './SignIn.module.css'
import type { Door } from './session'

/**
 * Where the one-time link leads. It signs nobody in by itself: whatever looks at links on the way
 * (a mail scanner, a preview) would use it up.
 */
export default function WelcomePage({ door }: { door: Door }) {
  const { t, language, setLanguage } = useSpeech()
  const [isUsed, setUsed] = useState(false)
  const [sentence, setSentence] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const given = invitation.get()
  const title = isUsed
    ? t('welcome.usedTitle')
    : given === undefined
      ? t('welcome.noneTitle')
      : t('welcome.title')
  useEffect(() => {
    document.title = title
  }, [title])

  const begin = async () => {
    if (given === undefined || isBusy) return
    setBusy(true)
    setSentence(undefined)
    try {
      const step = await door.signIn({ ...given, own_device: false })
      // A second factor is enrolled already: this is no first time.
      if (step !== undefined) setUsed(true)
      else invitation.forget()
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.status === 401) setUsed(true)
      else setSentence(problem.isUnreachable ? t('signIn.unreachable') : problem.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className={css.page}>
      <main className={css.card}>
        <div className={css.mark}>
          <Mark />
          <span>{t('signIn.product')}</span>
        </div>
        <h1>{title}</h1>
        <div className={css.form}>{body()}</div>
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

  function body(): ReactNode {
    const toSignIn = <a href="/">{t('welcome.toSignIn')}</a>
    if (isUsed) {
      return (
        <>
          <Notice tone="warn" role="alert" title={t('welcome.used')}>
            {t('welcome.usedWhat')}
          </Notice>
          <p>
            {t('welcome.usedMine')} {toSignIn}
          </p>
        </>
      )
    }
    if (given === undefined) {
      return (
        <>
          <p>{t('welcome.none')}</p>
          <p>{toSignIn}</p>
        </>
      )
    }
    return (
      <>
        <p>
          {t('welcome.who', { name: given.name })} {t('welcome.steps')}
        </p>
        <ol className={css.steps}>
          <li>{t('welcome.stepPassword')}</li>
          <li>{t('welcome.stepApp')}</li>
        </ol>
        {sentence !== undefined && <Notice tone="danger" role="alert" title={sentence} />}
        <Button kind="filled" isPending={isBusy} onPress={() => void begin()}>
          {t('welcome.begin')}
        </Button>
      </>
    )
  }
}
