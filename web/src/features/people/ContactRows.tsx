import { useState } from 'react'
import { api, query } from '@/api/client'
import { useSession } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { monthDay } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/roster'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { Numbers } from './CallOrder'
import css from './people.module.css'
import { type Contacts, monthsUnchecked, type Row } from './roster'
import rosterCss from './roster.module.css'

const ContactsForm = later(() => import('./ContactsForm'))

/** The reader's own numbers: everybody may see, correct and confirm them, whatever their post. */
export function OwnContacts({ row }: { row: Row | undefined }) {
  const t = useT()
  const now = useNow(60_000)
  const { person } = useSession().session
  const [isOpen, setOpen] = useState(false)
  // Who may not see the list of all still has their own.
  const { data } = query.useQuery('get', '/api/v1/team/persons/{id}/contacts', {
    params: { path: { id: person.id ?? '' } },
  })
  const contacts = data?.contacts
  const months = contacts === undefined ? undefined : monthsUnchecked(contacts, now)
  if (isOpen) {
    return (
      <Card title={t('roster.own')}>
        <ContactsForm person={person.id ?? ''} contacts={contacts} onClose={() => setOpen(false)} />
      </Card>
    )
  }
  return (
    <Card title={t('roster.own')}>
      {contacts === undefined ? (
        <p>{t('roster.ownNone')}</p>
      ) : (
        <>
          <Numbers row={{ person, away: false, posts: row?.posts ?? [], contacts }} />
          <Checked contacts={contacts} />
          {months !== undefined && (
            <Notice tone="warn" title={t('roster.oldOwn', { months: String(months) })} />
          )}
        </>
      )}
      <p className={css.acts}>
        {contacts !== undefined && (
          <CheckButton person={person.id ?? ''} label={t('roster.check')} />
        )}
        <Button size="small" kind={contacts ? 'text' : 'outlined'} onPress={() => setOpen(true)}>
          {contacts === undefined ? t('roster.write') : t('roster.edit')}
        </Button>
      </p>
    </Card>
  )
}

type PersonProps = { row: Row; now: Date; mayManage: boolean }

export function PersonContacts({ row, now, mayManage }: PersonProps) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const { person, contacts } = row
  const months = contacts === undefined ? undefined : monthsUnchecked(contacts, now)
  return (
    <li className={rosterCss.person}>
      <div>
        <b>{person.name}</b>
        <p className={css.sub}>{row.posts.map((post) => post.name).join('、')}</p>
      </div>
      <div>
        <Numbers row={row} />
        {contacts?.may_mail && <p className={css.sub}>{t('roster.mailed')}</p>}
      </div>
      <div>
        {contacts === undefined ? (
          <p className={css.vacant}>{t('roster.none')}</p>
        ) : (
          <Checked contacts={contacts} />
        )}
        {months !== undefined && (
          <p className={css.vacant}>{t('roster.old', { months: String(months) })}</p>
        )}
        <p className={css.acts}>
          {contacts !== undefined && (
            <CheckButton
              person={person.id ?? ''}
              label={t('roster.checkOther')}
              name={t('roster.checkOtherNamed', { name: person.name })}
            />
          )}
          {mayManage && !isOpen && (
            <Button
              kind="text"
              size="small"
              aria-label={t('roster.editNamed', { name: person.name })}
              onPress={() => setOpen(true)}
            >
              {contacts === undefined ? t('roster.write') : t('roster.edit')}
            </Button>
          )}
        </p>
      </div>
      {isOpen && (
        <div className={rosterCss.whole}>
          <ContactsForm
            person={person.id ?? ''}
            contacts={contacts}
            onClose={() => setOpen(false)}
          />
        </div>
      )}
    </li>
  )
}

function Checked({ contacts }: { contacts: Contacts }) {
  const { t, language } = useSpeech()
  return (
    <p className={`${css.sub} num`}>
      {t('roster.checked', {
        date: monthDay(new Date(contacts.checked_at), language),
        name: contacts.checked_by.name,
      })}
    </p>
  )
}

type CheckProps = { person: string; label: string; name?: string }

function CheckButton({ person, label, name }: CheckProps) {
  const t = useT()
  const act = useAct(
    () =>
      api.POST('/api/v1/team/persons/{id}/contacts/check', { params: { path: { id: person } } }),
    () => say(t('roster.checkSaid')),
  )
  return (
    <>
      <Button
        size="small"
        {...(name !== undefined && { 'aria-label': name })}
        isPending={act.isPending}
        onPress={() => void act.run()}
      >
        {label}
      </Button>
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
    </>
  )
}
