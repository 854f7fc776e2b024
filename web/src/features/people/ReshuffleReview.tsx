import { useEffect, useRef } from 'react'
import { day } from '@/i18n/dates'
import { useSpeech } from '@/i18n/reshuffle'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Notice } from '@/ui/Notice'
import { type Draft, keepersOf, type Move, postsOn, tidy } from './reshuffle'
import css from './reshuffle.module.css'
import type { Team } from './roll'

type Props = {
  moves: readonly Move[]
  draft: Draft
  team: Team
  sentence: string | undefined
  isPending: boolean
  onBack: () => void
  onGo: () => void
}

/** What will change, line by line, before anything does. */
export function ReshuffleReview(props: Props) {
  const { moves, draft, team, sentence, isPending, onBack, onGo } = props
  const { t, language } = useSpeech()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const newcomers = new Set(moves.filter((move) => move.isNew).map((move) => tidy(move.name)))
  const guesses = moves.filter((move) => move.isGuess)
  const keepers = keepersOf(moves, draft, team)
  return (
    <div className={css.stack}>
      <h2 ref={heading} tabIndex={-1}>
        {t('reshuffle.review', {
          date: day(new Date(`${draft.from}T00:00:00+09:00`), language),
          n: moves.length,
        })}
      </h2>
      <p className={css.sub}>{t('reshuffle.reviewWhat')}</p>
      <ol className={css.moves}>
        {moves.map((move) => (
          <li key={`${move.post.code} ${move.name}`}>
            <span>{move.post.name}</span>
            <span className={css.sub}>
              {move.post.several
                ? t('reshuffle.added')
                : t('reshuffle.from_', {
                    name: move.before.join(t('reshuffle.gap')) || t('reshuffle.vacant'),
                  })}
            </span>
            <b>{t(move.isNew ? 'reshuffle.toNew' : 'reshuffle.toKnown', { name: move.name })}</b>
          </li>
        ))}
      </ol>
      {newcomers.size > 0 && (
        <Card title={t('reshuffle.newcomers', { n: newcomers.size })}>
          <p>{[...newcomers].join(t('reshuffle.gap'))}</p>
          <p className={css.sub}>{t('reshuffle.newcomersWhat')}</p>
        </Card>
      )}
      {guesses.length > 0 && (
        <Notice tone="warn" title={t('reshuffle.guessed', { n: guesses.length })}>
          <ul>
            {guesses.map(({ post, name, input }) => (
              <li key={`${post.code} ${name}`}>
                {t('reshuffle.guessedOne', {
                  post: post.name,
                  name,
                  posts: postsOn(input.person, team, draft.from).join(t('reshuffle.gap')) || '―',
                })}
              </li>
            ))}
          </ul>
          <p>{t('reshuffle.guessedWhat')}</p>
        </Notice>
      )}
      {keepers.length > 0 && (
        <Notice tone="warn" title={t('reshuffle.keeps')}>
          <ul>
            {keepers.map((one) => (
              <li key={`${one.name} ${one.post}`}>{t('reshuffle.keepsOne', one)}</li>
            ))}
          </ul>
          <p>{t('reshuffle.keepsWhat')}</p>
        </Notice>
      )}
      {sentence !== undefined && <Notice tone="danger" role="alert" title={sentence} />}
      <div className={css.acts}>
        <Button kind="filled" isPending={isPending} onPress={onGo}>
          {t('reshuffle.go')}
        </Button>
        <Button kind="quiet" onPress={onBack}>
          {t('reshuffle.back')}
        </Button>
      </div>
    </div>
  )
}
