import { type KeyboardEvent, useRef } from 'react'
import { staffOf } from '@/app/tenures'
import { useT } from '@/i18n/reshuffle'
import { Button } from '@/ui/Button'
import { Field, Select } from '@/ui/Field'
import { another, blankEntry, type Draft, type Entry, holdersOn, postsOn, whoIs } from './reshuffle'
import css from './reshuffle.module.css'
import type { Post, Team } from './roll'

type Props = {
  team: Team
  draft: Draft
  onChange: (post: string, entries: readonly Entry[]) => void
}

const nobody: readonly Entry[] = [blankEntry]

/** Every post with who holds it and a field for who will. Enter goes on to the next field. */
export function ReshuffleTable({ team, draft, onChange }: Props) {
  const t = useT()
  const table = useRef<HTMLTableElement>(null)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    if (!(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    const fields = [...(table.current?.querySelectorAll('input') ?? [])]
    fields[fields.indexOf(event.target) + 1]?.focus()
  }
  return (
    <>
      <datalist id="reshuffle-people">
        {staffOf(team).map((one) => (
          <option key={one.id} value={one.name}>
            {one.reading}
          </option>
        ))}
      </datalist>
      <table ref={table} className={css.table} onKeyDown={onKeyDown}>
        <caption className="hidden-visually">{t('reshuffle.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('reshuffle.post')}</th>
            <th scope="col">{t('reshuffle.now')}</th>
            <th scope="col">{t('reshuffle.next')}</th>
          </tr>
        </thead>
        <tbody>
          {team.posts.map((post) => (
            <Row
              key={post.code}
              post={post}
              team={team}
              from={draft.from}
              entries={draft.entries[post.code] ?? nobody}
              onChange={(entries) => onChange(post.code, entries)}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}

type RowProps = {
  post: Post
  team: Team
  from: string
  entries: readonly Entry[]
  onChange: (entries: readonly Entry[]) => void
}

function Row({ post, team, from, entries, onChange }: RowProps) {
  const t = useT()
  const now = holdersOn(post, from).map((one) => one.name)
  const shown = entries.length === 0 ? nobody : entries
  return (
    <tr>
      <th scope="row">
        {post.name}
        {post.several && <small>{t('reshuffle.several')}</small>}
      </th>
      <td>{now.length === 0 ? t('reshuffle.vacant') : now.join(t('reshuffle.gap'))}</td>
      <td>
        {shown.map((entry, place) => (
          <EntryFields
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place.
            key={place}
            id={`reshuffle-${post.code}-${place}`}
            post={post}
            team={team}
            from={from}
            entry={entry}
            onChange={(part) =>
              onChange(shown.map((one, at) => (at === place ? { ...one, ...part } : one)))
            }
          />
        ))}
        {post.several && (
          <Button
            kind="text"
            size="small"
            aria-label={t('reshuffle.anotherOf', { post: post.name })}
            onPress={() => onChange([...shown, blankEntry])}
          >
            {t('reshuffle.another')}
          </Button>
        )}
      </td>
    </tr>
  )
}

type EntryProps = {
  id: string
  post: Post
  team: Team
  from: string
  entry: Entry
  onChange: (part: Partial<Entry>) => void
}

function EntryFields({ id, post, team, from, entry, onChange }: EntryProps) {
  const t = useT()
  const who = whoIs(entry, team)
  return (
    <div className={css.entry}>
      <Field
        id={id}
        label={t('reshuffle.nextOf', { post: post.name })}
        isLabelHidden
        list="reshuffle-people"
        autoComplete="off"
        maxLength={100}
        value={entry.name}
        aria-describedby={`${id}-said`}
        onChange={(event) => onChange({ name: event.target.value, person: '' })}
      />
      {who.kind === 'new' && (
        <Field
          id={`${id}-reading`}
          label={t('reshuffle.readingOf', { post: post.name })}
          isLabelHidden
          placeholder={t('reshuffle.reading')}
          autoComplete="off"
          maxLength={100}
          value={entry.reading}
          onChange={(event) => onChange({ reading: event.target.value })}
        />
      )}
      {who.kind !== 'blank' && who.persons.length > 0 && (
        <Select
          label={t('reshuffle.namesakesOf', { post: post.name })}
          isLabelHidden
          value={who.kind === 'person' ? who.person.id : entry.person}
          onChange={(event) => onChange({ person: event.target.value })}
          options={[
            ...(who.kind === 'namesakes' ? [{ value: '', label: t('ui.choose') }] : []),
            ...who.persons.map((one) => ({
              value: one.id,
              label: [one.name, one.reading, postsOf(one.id)].filter(Boolean).join('　'),
            })),
            { value: another, label: t('reshuffle.anotherPerson') },
          ]}
        />
      )}
      <p id={`${id}-said`} className={css.said}>
        {saidOf()}
      </p>
    </div>
  )

  function postsOf(person: string): string {
    return postsOn(person, team, from).join(t('reshuffle.gap'))
  }

  function saidOf(): string {
    if (who.kind === 'blank') return ''
    if (who.kind === 'new') return t('reshuffle.isNew')
    if (who.kind === 'namesakes') return t('reshuffle.namesakes')
    const isSame = holdersOn(post, from).some((one) => one.id === who.person.id)
    if (isSame) return t('reshuffle.same')
    const posts = postsOf(who.person.id)
    return posts === '' ? t('reshuffle.knownOnly') : t('reshuffle.known', { posts })
  }
}
