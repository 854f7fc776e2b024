import { useCallback, useEffect, useState } from 'react'
import type { Schemas } from '@/api/client'
import { useSession } from '@/app/session'
import { useNow } from '@/app/useNow'
import { day } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/people'
import { FictionalStamp } from '@/ui/Chip'
import css from './paper.module.css'
import { holdersOf, type Post, type Team } from './roll'

export type PaperKind = 'card' | 'poster'

/** What goes to the printer next. It is drawn for the paper only, and gone when that is done. */
export function usePaper(): [PaperKind | undefined, (kind: PaperKind) => void] {
  const [paper, setPaper] = useState<PaperKind>()
  usePrinter(
    paper !== undefined,
    useCallback(() => setPaper(undefined), []),
  )
  return [paper, useCallback((kind: PaperKind) => setPaper(kind), [])]
}

/** The same for a screen that prints one thing. */
export function usePrinting(): [boolean, () => void] {
  const [isPrinting, setPrinting] = useState(false)
  usePrinter(
    isPrinting,
    useCallback(() => setPrinting(false), []),
  )
  return [isPrinting, useCallback(() => setPrinting(true), [])]
}

function usePrinter(isDrawn: boolean, done: () => void) {
  useEffect(() => {
    if (!isDrawn) return
    window.addEventListener('afterprint', done)
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => window.print()))
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('afterprint', done)
    }
  }, [isDrawn, done])
}

type Props = { kind: PaperKind; team: Team; charter: Schemas['Charter'] | undefined }

/** The contact tree on paper: a card to fold into the wallet, or a sheet for the wall. */
export function Paper({ kind, team, charter }: Props) {
  const tree = treeOf(team)
  return kind === 'card' ? (
    <PaperCard tree={tree} team={team} charter={charter} />
  ) : (
    <Poster tree={tree} team={team} charter={charter} />
  )
}

type Tree = ReturnType<typeof treeOf>

/** Whom to call: who decides, who stands in and in what order, who handles it, and the others. */
function treeOf(team: Team) {
  const of = (role: string) => team.posts.filter((post) => post.role === role)
  const line = team.succession.find((one) => one.role === 'head')
  const deputies = (line?.posts ?? []).flatMap(
    (place) => team.posts.find((post) => post.code === place.code) ?? [],
  )
  const chief = ['head', 'handler', 'manager']
  const others = team.posts.filter(
    (post) =>
      !chief.includes(post.role) &&
      !deputies.includes(post) &&
      (post.extension !== undefined || post.phone !== undefined),
  )
  return {
    heads: of('head'),
    deputies,
    isOrdered: line?.ordered ?? false,
    handlers: of('handler'),
    managers: of('manager'),
    others,
  }
}

type PaperProps = Omit<Props, 'kind'> & { tree: Tree }

/** As many lines as a face of the card has room for beside the first two headings. */
const backLines = 11

function PaperCard({ tree, team, charter }: PaperProps) {
  const t = useT()
  const deputies = tree.deputies.slice(0, backLines)
  const managers = tree.managers.slice(0, Math.max(0, backLines - deputies.length))
  return (
    <section className={css.card} aria-label={t('people.card')}>
      <div className={css.face}>
        <Title />
        <FirstCall charter={charter} />
        <Group title={t('people.paperHead')} posts={tree.heads} team={team} />
        <Group title={t('people.paperHandler')} posts={tree.handlers} team={team} />
        <p className={css.small}>{t('people.paperDo')}</p>
      </div>
      <p className={css.fold}>{t('people.paperFold')}</p>
      <div className={css.face}>
        <Group
          title={tree.isOrdered ? t('people.paperDeputies') : t('people.paperDeputiesOpen')}
          posts={deputies}
          team={team}
          isOrdered={tree.isOrdered}
        />
        <Group title={t('people.paperManagers')} posts={managers} team={team} />
        <AsOf />
      </div>
    </section>
  )
}

function Poster({ tree, team, charter }: PaperProps) {
  const t = useT()
  return (
    <section className={css.poster} aria-label={t('people.poster')}>
      <Title />
      <div className={css.first}>
        <FirstCall charter={charter} />
        <div>
          <h2>{t('people.paperFirst')}</h2>
          <p>{t('people.paperDo')}</p>
        </div>
      </div>
      <Group title={t('people.paperHead')} posts={tree.heads} team={team} />
      <Group
        title={tree.isOrdered ? t('people.paperDeputies') : t('people.paperDeputiesOpen')}
        posts={tree.deputies}
        team={team}
        isOrdered={tree.isOrdered}
      />
      <Group title={t('people.paperHandler')} posts={tree.handlers} team={team} />
      <Group title={t('people.paperManagers')} posts={tree.managers} team={team} />
      <Group title={t('people.paperOthers')} posts={tree.others} team={team} />
      <AsOf />
    </section>
  )
}

function Title() {
  const t = useT()
  const { organisation } = useSession().session
  return (
    <div className={css.title}>
      <h1>{t('people.paperTitle')}</h1>
      <p>
        {organisation.team_name} {organisation.fictional && <FictionalStamp />}
      </p>
    </div>
  )
}

function FirstCall({ charter }: { charter: Schemas['Charter'] | undefined }) {
  const t = useT()
  if (charter === undefined) return null
  const { contact } = charter
  return (
    <div className={css.call}>
      <h2>{t('people.paperCall')}</h2>
      <p>{contact.section}</p>
      <p className={`${css.number} num`}>
        {t('people.paperPhone', { phone: contact.phone })}
        {contact.extension !== '' && (
          <span>　{t('people.extension', { number: contact.extension })}</span>
        )}
      </p>
      <p>{t('people.paperHours', { hours: contact.hours })}</p>
    </div>
  )
}

type GroupProps = { title: string; posts: readonly Post[]; team: Team; isOrdered?: boolean }

function Group({ title, posts, team, isOrdered = false }: GroupProps) {
  const t = useT()
  const now = useNow(60_000)
  if (posts.length === 0) return null
  return (
    <div className={css.group}>
      <h2>{title}</h2>
      <ul>
        {posts.map((post, place) => (
          <li key={post.code}>
            <span>
              {isOrdered && <b className="num">{place + 1} </b>}
              {post.name}
              {post.scope !== undefined && <small>　{post.scope}</small>}
            </span>
            <span>
              {holdersOf(post, team, now)
                .map((one) => one.name)
                .join('　') || t('people.vacant')}
            </span>
            <span className="num">
              {[
                post.extension !== undefined && t('people.extension', { number: post.extension }),
                post.phone,
              ]
                .filter(Boolean)
                .join('　')}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function AsOf() {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  return <p className={`${css.small} num`}>{t('people.paperAsOf', { date: day(now, language) })}</p>
}
