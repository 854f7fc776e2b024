import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useSession } from '@/app/session'
import { useSpeech } from '@/i18n/breakGlass'
import { day } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { FictionalStamp } from '@/ui/Chip'
import { Notice } from '@/ui/Notice'
import css from './glass.module.css'

export type Halves = { first: string; second: string; sealed: Date }

type Props = { halves: Halves; name: string; posts: readonly string[]; onClose: () => void }

/**
 * The two sheets, shown once. Each half is on a page of its own: whoever holds one envelope must
 * not be able to open the door alone.
 */
export function BreakGlassSheets({ halves, name, posts, onClose }: Props) {
  const { t } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const papers = (
    <div className={css.papers}>
      <Paper n={1} half={halves.first} sealed={halves.sealed} name={name} posts={posts} />
      <Paper n={2} half={halves.second} sealed={halves.sealed} name={name} posts={posts} />
    </div>
  )
  return (
    <section className={css.sheets} aria-label={t('glass.sheets')}>
      <h3 ref={heading} tabIndex={-1}>
        {t('glass.sheets')}
      </h3>
      <Notice tone="warn" title={t('glass.once')}>
        {t('glass.onceWhat')}
      </Notice>
      <dl className={css.halves}>
        <div>
          <dt>{t('glass.first')}</dt>
          <dd>{halves.first}</dd>
        </div>
        <div>
          <dt>{t('glass.second')}</dt>
          <dd>{halves.second}</dd>
        </div>
      </dl>
      <ol className={css.after}>
        <li>{t('glass.after1')}</li>
        <li>{t('glass.after2')}</li>
        <li>{t('glass.after3')}</li>
      </ol>
      <div className={css.row}>
        <Button onPress={() => window.print()}>{t('glass.print')}</Button>
        <Button kind="filled" onPress={onClose}>
          {t('glass.kept')}
        </Button>
      </div>
      {createPortal(papers, document.body)}
    </section>
  )
}

type PaperProps = {
  n: 1 | 2
  half: string
  sealed: Date
  name: string
  posts: readonly string[]
}

/** One A4 page: half of the password, and what to do in the night in plain words. */
function Paper({ n, half, sealed, name, posts }: PaperProps) {
  const { t, language } = useSpeech()
  const { organisation } = useSession().session
  return (
    <article>
      <h1>
        {t('glass.title')}　{n === 1 ? t('glass.first') : t('glass.second')}
      </h1>
      <p>
        {organisation.team_name} {organisation.fictional && <FictionalStamp />}　
        {t('glass.sealedOn', { date: day(sealed, language) })}
      </p>
      <h2>{n === 1 ? t('glass.firstHalf') : t('glass.secondHalf')}</h2>
      <p className={css.half}>{half}</p>
      <h2>{t('glass.whenTitle')}</h2>
      <p>{t('glass.when')}</p>
      <h2>{t('glass.howTitle')}</h2>
      <ol>
        <li>{t(n === 1 ? 'glass.how1First' : 'glass.how1Second')}</li>
        <li>{t('glass.how2', { name })}</li>
        <li>{t('glass.how3')}</li>
        <li>{t('glass.how4', { posts: posts.join('、') })}</li>
        <li>{t('glass.how5')}</li>
      </ol>
      <h2>{t('glass.overTitle')}</h2>
      <p>{t('glass.over')}</p>
      <p className={css.line}>{t('glass.keeper')}</p>
      <p className={css.line}>{t('glass.other')}</p>
    </article>
  )
}
