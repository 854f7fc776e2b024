import { useSession } from '@/app/session'
import { useNow } from '@/app/useNow'
import { useT } from '@/i18n/people'
import { Card } from '@/ui/Card'
import { Notice } from '@/ui/Notice'
import { PostRow } from './PostRow'
import css from './people.module.css'
import { postsHeldBy, type Role, type Succession, type Team, turnOf } from './roll'

/** One row of 別表第３: the role, its posts, and who stands in for it. */
export function RoleCard({ role, team }: { role: Role; team: Team }) {
  const t = useT()
  const line = team.succession.find((one) => one.role === role.code)
  return (
    <Card title={role.name}>
      {role.duty !== '' ? (
        <details className={css.duty}>
          <summary>
            {t('people.duty')}
            <span className="hidden-visually">{role.name}</span>
          </summary>
          <p>{role.duty}</p>
          {role.holder !== '' && (
            <p className={css.sub}>{t('people.heldBy', { posts: role.holder })}</p>
          )}
        </details>
      ) : (
        <p className={css.sub}>{t('people.outside')}</p>
      )}
      {role.posts.length === 0 && <p className={css.sub}>{t('people.noPost')}</p>}
      <ul className={css.posts}>
        {role.posts.map((post) => (
          <PostRow key={post.code} post={post} team={team} line={line} />
        ))}
      </ul>
      {line !== undefined && <Line line={line} team={team} />}
    </Card>
  )
}

/** 代わる順番, whose turn it is, and what the charter leaves open. */
function Line({ line, team }: { line: Succession; team: Team }) {
  const t = useT()
  const now = useNow(30_000)
  const me = useSession().session.person.id
  const { next, mine } = turnOf(line, postsHeldBy(me, team, now))
  const isMine = next !== undefined && next.code === mine?.code
  const List = line.ordered ? 'ol' : 'ul'
  return (
    <div className={css.line}>
      {line.blank !== undefined && <Notice tone="warn" title={line.blank} />}
      {line.posts.length > 0 && (
        <>
          <h3>{line.ordered ? t('people.line') : t('people.lineOpen')}</h3>
          <List className={css.order}>
            {line.posts.map((post) => (
              <li key={post.code}>
                {post.name}{' '}
                <span className={css.sub}>
                  {post.there ? t('people.isThere') : t('people.isAway')}
                </span>
              </li>
            ))}
          </List>
          {line.ordered && (
            <p>
              {next === undefined
                ? t('people.noTurn')
                : t(isMine ? 'people.yourTurn' : 'people.turn', { post: next.name })}
            </p>
          )}
        </>
      )}
    </div>
  )
}
