import { useState } from 'react'
import { useSession } from '@/app/session'
import { isoDay, split } from '@/app/tenures'
import { useNow } from '@/app/useNow'
import { day, dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/people'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { ReturnButton } from './acts'
import css from './people.module.css'
import {
  absenceNow,
  type Holder,
  holdersOf,
  type Post,
  postsHeldBy,
  type Succession,
  type Team,
  turnOf,
} from './roll'

const AbsenceForm = later(() => import('./AbsenceForm'))
const TakeOverForm = later(() => import('./TakeOverForm'))
const EndForm = later(() => import('./EndForm'))

type Props = { post: Post; team: Team; line: Succession | undefined }

/** A post: who holds it, how to reach it, who is away from it and who stands in. */
export function PostRow({ post, team, line }: Props) {
  const t = useT()
  const now = useNow(30_000)
  const [absent, setAbsent] = useState<Holder>()
  const holders = holdersOf(post, team, now)
  return (
    <li className={css.post}>
      <div>
        <h3>{post.name}</h3>
        {post.scope !== undefined && (
          <p className={css.sub}>{t('people.scope', { scope: post.scope })}</p>
        )}
      </div>
      <ul className={css.holders}>
        {holders.length === 0 && (
          <li className={css.vacant}>{post.several ? t('people.nobody') : t('people.vacant')}</li>
        )}
        {holders.map((holder) => (
          <HolderRow
            key={holder.id}
            holder={holder}
            team={team}
            onAbsent={() => setAbsent(holder)}
          />
        ))}
        {post.stand_in !== undefined && <StandInRow stand_in={post.stand_in} />}
      </ul>
      <Contact post={post} />
      {absent !== undefined && (
        <div className={css.whole}>
          <AbsenceForm person={absent} onClose={() => setAbsent(undefined)} />
        </div>
      )}
      {line !== undefined && <Power post={post} team={team} line={line} holders={holders} />}
      <History post={post} />
    </li>
  )
}

function Contact({ post }: { post: Post }) {
  const t = useT()
  const isKnown = post.extension !== undefined || post.phone !== undefined
  return (
    <p className={`${css.contact} num`}>
      {post.extension !== undefined && (
        <span>{t('people.extension', { number: post.extension })}</span>
      )}
      {post.phone !== undefined && <a href={`tel:${post.phone.normalize('NFKC')}`}>{post.phone}</a>}
      {!isKnown && !post.several && <span className={css.sub}>{t('people.noContact')}</span>}
    </p>
  )
}

type HolderProps = { holder: Holder; team: Team; onAbsent: () => void }

function HolderRow({ holder, team, onAbsent }: HolderProps) {
  const { t, language } = useSpeech()
  const now = useNow(30_000)
  const me = useSession().session.person.id
  const may = team.may.some((one) => one.action === 'team.absence' && one.allowed)
  const { away, later: next } = holder
  const shown = away ?? next
  return (
    <li>
      <p className={css.holder}>
        <b>{holder.name}</b>
        {away !== undefined && <Chip tone="warn">{t('people.away')}</Chip>}
        {away === undefined && next !== undefined && <Chip>{t('people.awayLater')}</Chip>}
        {may && away !== undefined && holder.id !== me && (
          <ReturnButton absence={away} name={holder.name} />
        )}
        {may && away === undefined && holder.id !== me && (
          <Button
            kind="text"
            size="small"
            aria-label={t('people.absentNamed', { name: holder.name })}
            onPress={onAbsent}
          >
            {t('people.absent')}
          </Button>
        )}
      </p>
      {shown !== undefined && (
        <p className={css.sub}>
          <span className="num">
            {shown.until === undefined
              ? t('people.awaySince', { from: dayAndClock(new Date(shown.from), now, language) })
              : t('people.awayUntil', {
                  from: dayAndClock(new Date(shown.from), now, language),
                  to: dayAndClock(new Date(shown.until), now, language),
                })}
          </span>{' '}
          {t('people.because', { reason: shown.reason })}
        </p>
      )}
    </li>
  )
}

function StandInRow({ stand_in }: { stand_in: NonNullable<Post['stand_in']> }) {
  const { t, language } = useSpeech()
  const now = useNow(30_000)
  return (
    <li>
      <p className={css.holder}>
        <Chip tone="key">{t('people.standIn')}</Chip>
        <b>{t('people.standInWho', { post: stand_in.post, name: stand_in.person.name })}</b>
      </p>
      <p className={css.sub}>
        <span className="num">
          {t('people.standInSince', {
            time: dayAndClock(new Date(stand_in.since), now, language),
          })}
        </span>{' '}
        {t('people.because', { reason: stand_in.reason })}
      </p>
    </li>
  )
}

type PowerProps = Required<Props> & { line: Succession; holders: Holder[] }

/** 権限を引き継ぐ for whoever stands in the line, and 代行を終える for whoever it concerns. */
function Power({ post, team, line, holders }: PowerProps) {
  const t = useT()
  const now = useNow(30_000)
  const me = useSession().session.person.id
  const [open, setOpen] = useState<'take' | 'end'>()
  const may = team.may.find((one) => one.action === 'team.take_over')
  const turn = turnOf(line, postsHeldBy(me, team, now))
  const isHolder = holders.some((one) => one.id === me)
  const isStandIn = post.stand_in?.person.id === me
  const isAway = absenceNow(
    team.persons.find((one) => one.id === me),
    now,
  )
  const close = () => setOpen(undefined)
  if (open === 'take') {
    return (
      <div className={css.whole}>
        <TakeOverForm post={post} turn={turn} onClose={close} />
      </div>
    )
  }
  if (open === 'end') {
    return (
      <div className={css.whole}>
        <EndForm post={post} onClose={close} />
      </div>
    )
  }
  if (post.stand_in !== undefined && (isStandIn || isHolder)) {
    return (
      <div className={css.whole}>
        <Button
          size="small"
          aria-label={t('people.endNamed', { post: post.name })}
          onPress={() => setOpen('end')}
        >
          {t('people.end')}
        </Button>
      </div>
    )
  }
  if (turn.mine === undefined || isHolder) return null
  const refusal = may?.allowed === false ? may.reason : isAway && t('people.youAreWhat')
  return (
    <div className={css.whole}>
      {refusal ? (
        <p className={css.sub}>{refusal}</p>
      ) : (
        <Button
          aria-label={t('people.takeNamed', { post: post.name })}
          onPress={() => setOpen('take')}
        >
          {t('people.take')}
        </Button>
      )}
    </div>
  )
}

/** Who held the post before, and who will. */
function History({ post }: { post: Post }) {
  const { t, language } = useSpeech()
  const today = isoDay(new Date())
  const { now, past, future } = split(post.tenures, today)
  const rows = post.several ? [...future, ...now, ...past] : [...future, ...past]
  if (rows.length === 0) return null
  const words = (date: string) => day(new Date(`${date}T00:00:00+09:00`), language)
  return (
    <details className={`${css.whole} ${css.history}`}>
      <summary>
        {t('people.history')}
        <span className="hidden-visually">{post.name}</span>
      </summary>
      <ul>
        {rows.map((one) => (
          <li key={`${one.from} ${one.person.id} ${one.person.name}`}>
            {one.person.name}{' '}
            <span className={`${css.sub} num`}>
              {one.to === undefined
                ? t('people.held', { from: words(one.from) })
                : t('people.heldUntil', { from: words(one.from), to: words(one.to) })}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
