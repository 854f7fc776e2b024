import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { useMay, useSession } from '@/app/session'
import { useAct } from '@/app/useAct'
import { clock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/wake'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import {
  type Board,
  type Call,
  type Wake as Calling,
  firstOf,
  ownCall,
  ringing,
  stateOf,
} from './wake'
import css from './wake.module.css'

const address = {
  incident: '/api/v1/incidents/{id}/wake',
  report: '/api/v1/reports/{id}/wake',
} as const

/** What somebody is called for. */
type About = { kind: 'incident' | 'report'; id: string; number: string }

/** 起こす: whom one would call for this now, who was called, and who answered. */
export default function WakeCard({ about }: { about: About }) {
  const t = useT()
  const me = useSession().session.person.id
  const { data: board } = query.useQuery('get', address[about.kind], {
    params: { path: { id: about.id } },
  })
  if (board === undefined) return null
  const [wake] = board.wakes
  const mayCall = board.may.some((one) => one.action === 'team.wake' && one.allowed)
  if (wake === undefined && !mayCall) return null
  const own = ownCall(wake, me)
  return (
    <Card title={t('wake.title')}>
      {wake !== undefined && own !== undefined && <Own wake={wake} />}
      {wake !== undefined && <Calls wake={wake} mayCall={mayCall} />}
      {mayCall && wake?.state !== 'calling' && (
        <Begin board={board} about={about} isAgain={wake !== undefined} />
      )}
    </Card>
  )
}

/** Whoever was woken finds this first. */
function Own({ wake }: { wake: Calling }) {
  const t = useT()
  const act = useAct(
    () => api.POST('/api/v1/wakes/{id}/ack', { params: { path: { id: wake.id } }, body: {} }),
    () => say(t('wake.ackSaid')),
  )
  return (
    <Notice tone="warn" title={t('wake.mine')}>
      <Button size="small" isPending={act.isPending} onPress={() => void act.run()}>
        {t('wake.ack')}
      </Button>
      {act.sentence !== undefined && <p role="alert">{act.sentence}</p>}
    </Notice>
  )
}

function Calls({ wake, mayCall }: { wake: Calling; mayCall: boolean }) {
  const { t, language } = useSpeech()
  const now = ringing(wake)
  const time = wake.next_at === undefined ? '' : clock(new Date(wake.next_at), language)
  const text = t(`wake.state.${stateOf(wake)}`, { time })
  return (
    <>
      {wake.state === 'unanswered' ? (
        <Notice tone="danger" title={text} />
      ) : (
        <p role="status">{text}</p>
      )}
      <ol className={css.calls}>
        {wake.calls.map((call) => (
          <CallRow key={call.person.id} call={call} wake={wake} mayNote={mayCall} />
        ))}
      </ol>
      {mayCall && wake.state === 'calling' && <Going wake={wake} hasRinging={now !== undefined} />}
    </>
  )
}

type RowProps = { call: Call; wake: Calling; mayNote: boolean }

function CallRow({ call, wake, mayNote }: RowProps) {
  const t = useT()
  const me = useSession().session.person.id
  const isOpen =
    wake.state !== 'ended' && call.called_at !== undefined && call.answered_at === undefined
  const act = useAct(
    () =>
      api.POST('/api/v1/wakes/{id}/ack', {
        params: { path: { id: wake.id } },
        body: { person: call.person.id ?? '' },
      }),
    () => say(t('wake.ackSaid')),
  )
  return (
    <li>
      <b>{call.person.name}</b>
      <small>{call.post}</small>
      <Numbers person={call.person.id} />
      <Fate call={call} />
      {mayNote && isOpen && call.person.id !== me && (
        <Button
          size="small"
          aria-label={t('wake.phonedNamed', { name: call.person.name })}
          isPending={act.isPending}
          onPress={() => void act.run()}
        >
          {t('wake.phoned')}
        </Button>
      )}
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
    </li>
  )
}

/** What came of it, in words. */
function Fate({ call }: { call: Call }) {
  const { t, language } = useSpeech()
  const at = (time: string) => clock(new Date(time), language)
  const words = () => {
    if (call.answered_at !== undefined) {
      const time = at(call.answered_at)
      return call.noted_by === undefined
        ? t('wake.answered', { time })
        : t('wake.answeredBy', { time, name: call.noted_by.name })
    }
    if (call.called_at !== undefined) return t('wake.called', { time: at(call.called_at) })
    if (call.passed_over) return t('wake.passedOver')
    if (call.away) return t('wake.away')
    return call.has_number ? t('wake.waiting') : t('wake.noNumber')
  }
  return (
    <>
      <span className="num">{words()}</span>
      {call.mail !== undefined && <small>{t(`wake.mail.${call.mail}`)}</small>}
    </>
  )
}

/** The numbers of somebody, for those who may see them. */
function Numbers({ person }: { person: string | null }) {
  const t = useT()
  const mayRead = useMay('team.contacts')
  const { data } = query.useQuery('get', '/api/v1/team/roster', {}, { enabled: mayRead })
  const row = data?.people.find((one) => one.person.id === person)
  const outside = [row?.contacts?.mobile, row?.contacts?.phone].filter((one) => one !== undefined)
  const extension = row?.contacts?.extension ?? row?.posts.find((one) => one.extension)?.extension
  return (
    <span className={`${css.numbers} num`}>
      {outside.map((number) => (
        <a key={number} href={`tel:${number}`}>
          {number}
        </a>
      ))}
      {extension !== undefined && <span>{t('wake.extension', { number: extension })}</span>}
    </span>
  )
}

function Going({ wake, hasRinging }: { wake: Calling; hasRinging: boolean }) {
  const t = useT()
  const init = { params: { path: { id: wake.id } } }
  const next = useAct(
    () => api.POST('/api/v1/wakes/{id}/next', init),
    () => say(t('wake.nextSaid')),
  )
  const end = useAct(
    () => api.POST('/api/v1/wakes/{id}/end', init),
    () => say(t('wake.endSaid')),
  )
  const trouble = next.sentence ?? end.sentence
  return (
    <>
      <p className={css.row}>
        {hasRinging && wake.has_next && (
          <Button size="small" isPending={next.isPending} onPress={() => void next.run()}>
            {t('wake.next')}
          </Button>
        )}
        <Button kind="text" size="small" isPending={end.isPending} onPress={() => void end.run()}>
          {t('wake.end')}
        </Button>
      </p>
      {trouble !== undefined && <Notice tone="danger" role="alert" title={trouble} />}
    </>
  )
}

/** Names everybody before it calls anybody. */
function Begin({ board, about, isAgain }: { board: Board; about: About; isAgain: boolean }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const first = firstOf(board.order)
  const act = useAct(
    () => api.POST(address[about.kind], { params: { path: { id: about.id } } }),
    () => {
      say(t('wake.said', { name: first?.person.name ?? '' }))
      setOpen(false)
    },
  )
  if (first === undefined) return <p>{t('wake.nobody')}</p>
  if (!isOpen) {
    return (
      <>
        {!isAgain && <p className={css.sub}>{t('wake.what')}</p>}
        <p>{t('wake.first', { name: first.person.name })}</p>
        <p className={css.row}>
          <Button size="small" onPress={() => setOpen(true)}>
            {isAgain ? t('wake.again') : t('wake.go')}
          </Button>
        </p>
      </>
    )
  }
  return (
    <section aria-label={t('wake.askTitle')}>
      <p>
        <b>{t('wake.askTitle')}</b>
      </p>
      <Order order={board.order} />
      <p className={css.sub}>{t('wake.askWhat', { minutes: String(board.minutes) })}</p>
      <p className={css.sub}>
        {board.sends_mail ? t('wake.askMail', { number: about.number }) : t('wake.askNoMail')}
      </p>
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <p className={css.row}>
        <Button size="small" isPending={act.isPending} onPress={() => void act.run()}>
          {t('wake.confirm')}
        </Button>
        <Button kind="text" size="small" onPress={() => setOpen(false)}>
          {t('ui.cancel')}
        </Button>
      </p>
    </section>
  )
}

function Order({ order }: { order: readonly Schemas['Callee'][] }) {
  const t = useT()
  return (
    <ol className={css.calls}>
      {order.map((callee) => (
        <li key={callee.person.id}>
          <b>{callee.person.name}</b>
          <small>{callee.post}</small>
          {callee.away && <span>{t('wake.away')}</span>}
          {!callee.has_number && <span>{t('wake.noNumber')}</span>}
        </li>
      ))}
    </ol>
  )
}
