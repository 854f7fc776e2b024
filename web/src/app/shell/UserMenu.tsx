import { useEffect, useRef, useState } from 'react'
import { useSpeech } from '@/i18n'
import { Button, ButtonLink } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Dialog } from '@/ui/Dialog'
import { letterKeys } from '../commands'
import { useSession } from '../session'
import css from './TopBar.module.css'

type Props = { onClose: () => void; onKeys: () => void }

/** Who is signed in, with what posts, and what belongs to the person: language, keys, leaving. */
export default function UserMenu({ onClose, onKeys }: Props) {
  const { t, language, setLanguage } = useSpeech()
  const { session, signOut } = useSession()
  const [letters, setLetters] = useState(letterKeys.areOn)
  const [asksToLeave, setAsksToLeave] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const { posts } = session.person
  const stoodInFor = new Set(posts.flatMap((post) => post.acting_for ?? []))

  useEffect(() => {
    box.current?.focus()
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    const onPress = (event: PointerEvent) => {
      const inside =
        event.target instanceof Element && event.target.closest('[data-person],[role=alertdialog]')
      if (!inside) onClose()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('pointerdown', onPress)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('pointerdown', onPress)
    }
  }, [onClose])

  return (
    <section
      ref={box}
      className={css.menu}
      tabIndex={-1}
      aria-label={t('app.user', { name: session.person.name })}
    >
      <p className={css.who}>
        <b>{session.person.name}</b>
        {posts
          .filter((post) => post.acting_for === undefined)
          .map((post) => (
            <span key={`${post.name} ${post.role}`}>
              {post.name}（{post.role_name}）
            </span>
          ))}
        {[...stoodInFor].map((post) => (
          <b key={post}>{t('app.actingFor', { post })}</b>
        ))}
        <span>{session.own_device ? t('app.ownDevice') : t('app.sharedDevice')}</span>
      </p>
      <Checkbox
        label={t('app.lettersOn')}
        checked={letters}
        onChange={(event) => {
          letterKeys.set(event.target.checked)
          setLetters(event.target.checked)
        }}
      />
      <div className={css.choices}>
        <ButtonLink to="/account" kind="quiet" size="small" onClick={onClose}>
          {t('app.account')}
        </ButtonLink>
        <Button
          kind="quiet"
          size="small"
          onPress={() => setLanguage(language === 'ja' ? 'en' : 'ja')}
        >
          <span lang={language === 'ja' ? 'en' : 'ja'}>{t('app.otherLanguage')}</span>
        </Button>
        <Button kind="quiet" size="small" keys="?" onPress={onKeys}>
          {t('keys.title')}
        </Button>
        <Button kind="quiet" size="small" onPress={() => setAsksToLeave(true)}>
          {t('app.signOut')}
        </Button>
      </div>
      <Dialog
        role="alertdialog"
        title={t('app.signOut')}
        isOpen={asksToLeave}
        onClose={() => setAsksToLeave(false)}
        actions={
          <>
            <Button kind="quiet" onPress={() => setAsksToLeave(false)}>
              {t('ui.cancel')}
            </Button>
            <Button kind="filled" onPress={() => void signOut()}>
              {t('command.signOut')}
            </Button>
          </>
        }
      >
        <p>{t('app.signOutAsk')}</p>
      </Dialog>
    </section>
  )
}
