import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useRenewal } from '@/app/Renewal'
import { useMay } from '@/app/session'
import { isoDay, isStaff, split, staffOf } from '@/app/tenures'
import { useSpeech, useT } from '@/i18n/charter'
import { day } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select } from '@/ui/Field'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './charter.module.css'
import { GiveAccount } from './GiveAccount'

type Team = Schemas['Team']
type Post = Team['posts'][number]

const options = query.queryOptions('get', '/api/v1/team')

/** 体制: every post with who holds it, and everybody who can sign in. */
export function TeamPart() {
  // Whose password is on the screen: it is shown once and must not go with the next news.
  const [giving, setGiving] = useState<string>()
  const t = useT()
  const mayRead = useMay('team.read')
  const mayManage = useMay('team.manage')
  const { data: team, error } = query.useQuery('get', '/api/v1/team', {}, { enabled: mayRead })
  const [isAdding, setAdding] = useState(false)
  if (!mayRead) return <Notice tone="info" title={t('charter.teamNo')} />
  if (error !== null) return <Notice tone="danger" role="alert" title={asProblem(error).message} />
  if (team === undefined) return <Loading />
  return (
    <div className={css.stack}>
      <Card title={t('charter.team')}>
        <ul className={css.list}>
          {team.posts.map((post) => (
            <PostRow key={post.code} post={post} team={team} mayManage={mayManage} />
          ))}
        </ul>
      </Card>
      <Card
        title={t('charter.people')}
        action={
          mayManage &&
          !isAdding && (
            <Button size="small" onPress={() => setAdding(true)}>
              {t('charter.addPerson')}
            </Button>
          )
        }
      >
        {isAdding && <PersonForm onClose={() => setAdding(false)} />}
        <ul className={css.people}>
          {team.persons.map((person) => (
            <li key={person.id}>
              <b>{person.name}</b>
              <span className={css.sub}>
                {[
                  person.reading,
                  person.sign_in_name && t('charter.signsIn', { name: person.sign_in_name }),
                  person.ended && t('charter.ended'),
                  person.kind && t(`charter.kind.${person.kind}`),
                ]
                  .filter(Boolean)
                  .join('　')}
              </span>
              {mayManage && person.sign_in_name !== undefined && (
                <Link to="/account/$person" params={{ person: person.id }}>
                  {t('charter.accountOf', { name: person.name })}
                </Link>
              )}
              {mayManage &&
                (person.sign_in_name === undefined || giving === person.id) &&
                isStaff(person) && (
                  <GiveAccount
                    person={person}
                    onGive={() => setGiving(person.id)}
                    onDone={() => setGiving(undefined)}
                  />
                )}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  )
}

function PostRow({ post, team, mayManage }: { post: Post; team: Team; mayManage: boolean }) {
  const { t, language } = useSpeech()
  const [isOpen, setOpen] = useState(false)
  const { now, past, future } = split(post.tenures, isoDay(new Date()))
  const words = (tenure: Post['tenures'][number]) => {
    const from = day(new Date(`${tenure.from}T00:00:00+09:00`), language)
    if (tenure.to === undefined) return t('charter.since', { from })
    const to = day(new Date(`${tenure.to}T00:00:00+09:00`), language)
    return t('charter.until', { from, to })
  }
  const line = (tenure: Post['tenures'][number]) => (
    <li key={`${tenure.from} ${tenure.person.name}`}>
      {tenure.person.name}　<span className={css.sub}>{words(tenure)}</span>
    </li>
  )
  return (
    <li className={css.editRow}>
      <div>
        <h3>{post.name}</h3>
        <p className={css.sub}>
          {post.role_name}
          {post.extension !== undefined && (
            <span className="num">　{t('charter.extension', { number: post.extension })}</span>
          )}
        </p>
      </div>
      <div>
        {now.length === 0 ? (
          <b className={css.vacant}>{t('charter.vacant')}</b>
        ) : (
          <ul>{now.map(line)}</ul>
        )}
        {future.length > 0 && (
          <>
            <h4 className={css.sub}>{t('charter.future')}</h4>
            <ul>{future.map(line)}</ul>
          </>
        )}
        {past.length > 0 && (
          <details>
            <summary>{t('charter.past')}</summary>
            <ul>{past.map(line)}</ul>
          </details>
        )}
        {isOpen && <TenureForm post={post} team={team} onClose={() => setOpen(false)} />}
      </div>
      {!isOpen && mayManage && (
        <Button
          size="small"
          kind="text"
          aria-label={t('charter.setTenureNamed', { post: post.name })}
          onPress={() => setOpen(true)}
        >
          {t('charter.setTenure')}
        </Button>
      )}
    </li>
  )
}

type TenureProps = { post: Post; team: Team; onClose: () => void }

function TenureForm({ post, team, onClose }: TenureProps) {
  const t = useT()
  const queries = useQueryClient()
  const { guard, sheet } = useRenewal()
  const [person, setPerson] = useState('')
  const [from, setFrom] = useState<Date>()
  const [to, setTo] = useState<Date>()
  const [error, setError] = useState<string>()
  const [isPending, setPending] = useState(false)
  const save = async () => {
    if (person === '') return setError(t('charter.choosePerson'))
    if (from === undefined) return setError(t('charter.writeFrom'))
    if (to !== undefined && to < from) return setError(t('charter.order'))
    setError(undefined)
    setPending(true)
    try {
      const { data } = await guard(() =>
        api.POST('/api/v1/team/tenures', {
          body: {
            post: post.code,
            person,
            from: isoDay(from),
            ...(to !== undefined && { to: isoDay(to) }),
          },
        }),
      )
      if (data) queries.setQueryData(options.queryKey, data)
      const name = team.persons.find((one) => one.id === person)?.name ?? ''
      say(t('charter.tenureSaved', { post: post.name, name }))
      onClose()
    } catch (thrown) {
      const problem = asProblem(thrown)
      setError(problem.isUnreachable ? t('ui.unreachable') : problem.message)
    } finally {
      setPending(false)
    }
  }
  return (
    <div className={css.form}>
      <p className={css.sub}>{t('charter.tenureWhat')}</p>
      <Select
        label={t('charter.tenureWho')}
        value={person}
        onChange={(event) => setPerson(event.target.value)}
        options={[
          { value: '', label: t('ui.choose') },
          ...staffOf(team).map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
      <DateTimeField
        label={t('charter.tenureFrom')}
        isRequired
        isDayOnly
        hasNoApproximate
        onRead={(value) => setFrom(value?.at)}
      />
      <DateTimeField
        label={t('charter.tenureTo')}
        hint={t('charter.tenureToHint')}
        isDayOnly
        hasNoApproximate
        onRead={(value) => setTo(value?.at)}
      />
      {error !== undefined && <Notice tone="danger" role="alert" title={error} />}
      {sheet}
      <div className={css.row}>
        <Button size="small" isPending={isPending} onPress={() => void save()}>
          {t('charter.tenureSave')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}

const nobody = { name: '', reading: '', signIn: '', password: '' }

function PersonForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const { guard, sheet } = useRenewal()
  const [values, setValues] = useState(nobody)
  const [error, setError] = useState<string>()
  const [isNamesake, setNamesake] = useState(false)
  const [isPending, setPending] = useState(false)
  const change = (part: Partial<typeof nobody>) => setValues((was) => ({ ...was, ...part }))
  const save = async (namesake = false) => {
    const name = values.name.normalize('NFKC').trim()
    const signIn = values.signIn.normalize('NFKC').trim()
    const reading = values.reading.normalize('NFKC').trim()
    if (name === '' || signIn === '' || [...values.password].length < 15) {
      return setError(t('charter.personBlank'))
    }
    setError(undefined)
    setPending(true)
    try {
      await guard(() =>
        api.POST('/api/v1/team/persons', {
          body: {
            name,
            sign_in_name: signIn,
            password: values.password,
            ...(reading !== '' && { reading }),
            ...(namesake && { namesake }),
          },
        }),
      )
      await queries.invalidateQueries({ queryKey: options.queryKey })
      say(t('charter.personSaved', { name }))
      onClose()
    } catch (thrown) {
      const problem = asProblem(thrown)
      setNamesake(problem.code === 'team.namesake')
      setError(problem.isUnreachable ? t('ui.unreachable') : problem.message)
    } finally {
      setPending(false)
    }
  }
  return (
    <div className={css.form}>
      <Field
        label={t('charter.personName')}
        isRequired
        maxLength={100}
        autoComplete="off"
        value={values.name}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Field
        label={t('charter.personReading')}
        maxLength={100}
        autoComplete="off"
        value={values.reading}
        onChange={(event) => change({ reading: event.target.value })}
      />
      <Field
        label={t('charter.personSignIn')}
        isRequired
        maxLength={100}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={values.signIn}
        onChange={(event) => change({ signIn: event.target.value })}
      />
      <Field
        label={t('charter.personPassword')}
        hint={t('charter.personPasswordHint')}
        type="password"
        isRequired
        maxLength={1000}
        autoComplete="new-password"
        value={values.password}
        onChange={(event) => change({ password: event.target.value })}
      />
      {error !== undefined && <Notice tone="danger" role="alert" title={error} />}
      {sheet}
      <div className={css.row}>
        <Button size="small" isPending={isPending} onPress={() => void save()}>
          {t('charter.personSave')}
        </Button>
        {isNamesake && (
          <Button size="small" isPending={isPending} onPress={() => void save(true)}>
            {t('charter.personNamesake')}
          </Button>
        )}
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
