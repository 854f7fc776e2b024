import { type ReactNode, useState } from 'react'
import { api } from '@/api/client'
import { useDraft } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/closure'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import { type Incident, mayOf, personText } from '../data'
import { endingWith } from '../engagement/engaging'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './tabs.module.css'

type Condition = Incident['closure'][number]

/** 収束: its conditions one by one, and the acts that end, reopen or take back an incident. */
export default function ClosureTab() {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const now = useNow(60_000)
  const open = incident.closure.filter((condition) => condition.state === 'open').length
  const time = (at: string) => dayAndClock(new Date(at), now, language)
  return (
    <div className={shared.stack}>
      {incident.converged_at !== undefined && (
        <Notice
          tone="ok"
          title={
            incident.closed_at === undefined
              ? t('closure.converged', { time: time(incident.converged_at) })
              : t('closure.closed', { time: time(incident.closed_at) })
          }
        >
          {incident.statement}
        </Notice>
      )}
      <Card title={t('closure.conditions', { open, n: incident.closure.length })}>
        <ul className={shared.list}>
          {incident.closure.map((condition) => (
            <ConditionRow key={condition.key} condition={condition} />
          ))}
        </ul>
      </Card>
      <Acts open={open} />
    </div>
  )
}

function Acts({ open }: { open: number }) {
  const t = useT()
  const { incident } = useRoom()
  const mayWithdraw = useMay('incident.withdraw')
  const params = (ifMatch: string) => ({
    params: { path: { id: incident.id }, header: { 'If-Match': ifMatch } },
  })
  const { phase } = incident
  const isEnded = phase === 'converged' || phase === 'closed' || phase === 'withdrawn'
  const withdrawal = incident.may.find((may) => may.action === 'incident.withdraw')
  const early = phase === 'triaged' || phase === 'responding'
  const ends = <Ends />
  return (
    <>
      <StatementCard
        name="converge"
        isMain={phase !== 'converged'}
        refusal={
          isEnded
            ? t('closure.convergedAlready')
            : open > 0
              ? t('closure.stillOpen', { n: open })
              : refusalOf(mayOf(incident, 'incident.converge'))
        }
        send={(statement, ifMatch) =>
          api.POST('/api/v1/incidents/{id}/convergence', {
            ...params(ifMatch),
            body: { statement },
          })
        }
      />
      <StatementCard
        name="close"
        note={phase === 'converged' && ends}
        isMain={phase === 'converged'}
        refusal={
          phase === 'closed' || phase === 'withdrawn'
            ? t('closure.closedAlready')
            : phase !== 'converged'
              ? t('closure.convergeFirst')
              : refusalOf(mayOf(incident, 'incident.close'))
        }
        send={(statement, ifMatch) =>
          api.POST('/api/v1/incidents/{id}/close', { ...params(ifMatch), body: { statement } })
        }
      />
      <StatementCard
        name="reopen"
        refusal={
          isEnded && phase !== 'withdrawn'
            ? refusalOf(mayOf(incident, 'incident.reopen'))
            : t(`closure.${phase === 'withdrawn' ? 'closedAlready' : 'notEnded'}`)
        }
        send={(statement, ifMatch) =>
          api.POST('/api/v1/incidents/{id}/reopen', { ...params(ifMatch), body: { statement } })
        }
      />
      <StatementCard
        name="withdraw"
        note={
          <>
            <p className={shared.sub}>{t('closure.withdrawNote')}</p>
            {early && ends}
          </>
        }
        refusal={
          isEnded || !early
            ? t('closure.withdrawLate')
            : withdrawal !== undefined
              ? refusalOf(withdrawal)
              : mayWithdraw
                ? undefined
                : t('closure.withdrawWho')
        }
        send={(statement, ifMatch) =>
          api.POST('/api/v1/incidents/{id}/withdrawal', { ...params(ifMatch), body: { statement } })
        }
      />
    </>
  )
}

/** Whose help ends with the incident, before anybody ends it. */
function Ends() {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const { inForce, proposed } = endingWith(incident.engagements)
  if (inForce.length + proposed.length === 0) return null
  const names = (bodies: string[]) => bodies.join(language === 'ja' ? '、' : ', ')
  return (
    <Notice tone="warn" title={t('closure.ends')}>
      {inForce.length > 0 && <p>{t('closure.endsInForce', { bodies: names(inForce) })}</p>}
      {proposed.length > 0 && <p>{t('closure.endsProposed', { bodies: names(proposed) })}</p>}
    </Notice>
  )
}

function refusalOf(may: { allowed: boolean; reason?: string }): string | undefined {
  return may.allowed ? undefined : (may.reason ?? '')
}

type StatementProps = {
  name: 'converge' | 'close' | 'reopen' | 'withdraw'
  /** Why it is not open now; undefined when it is. */
  refusal: string | undefined
  send: (statement: string, ifMatch: string) => Promise<{ data?: Incident | undefined }>
  note?: ReactNode
  isMain?: boolean
}

/**
 * One act with the words that go on record. Ctrl+Enter does nothing here, on purpose. When the phase
 * changes the card begins anew, because the act means something else then; the words are kept.
 */
function StatementCard(props: StatementProps) {
  const { incident } = useRoom()
  return <StatementForm key={incident.phase} {...props} />
}

function StatementForm({ name, refusal, send, note, isMain = false }: StatementProps) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const { text, setText, discard } = useDraft(`incident/${incident.id}/${name}`)
  const [isBlank, setBlank] = useState(false)
  const isOpen = refusal === undefined
  const go = () => {
    const statement = text.trim()
    setBlank(statement === '')
    if (statement === '') return
    act.run({
      send: (ifMatch) => send(statement, ifMatch),
      isUntouched: (theirs, seen) =>
        theirs.phase === seen.phase &&
        // Somebody who was asked in meanwhile would lose what they were just given.
        String(endingWith(theirs.engagements).inForce) ===
          String(endingWith(seen.engagements).inForce) &&
        // Conditions met since this card opened are progress, not a clash; one taken back is.
        seen.closure.every(
          (was) =>
            was.state === 'open' ||
            theirs.closure.find((one) => one.key === was.key)?.state === was.state,
        ),
      onDone: () => {
        discard()
        say(t(`closure.${name}.said`))
      },
    })
  }
  return (
    <Card title={t(`closure.${name}.title`)}>
      <div className={shared.form}>
        <p className={shared.sub}>{t(`closure.${name}.what`)}</p>
        {note}
        {isOpen ? (
          <TextArea
            label={t(`closure.${name}.label`)}
            isRequired
            rows={3}
            maxLength={2000}
            value={text}
            error={isBlank && text.trim() === '' ? t('closure.blank') : undefined}
            onChange={(event) => setText(event.target.value)}
          />
        ) : (
          <p className={shared.why}>{refusal}</p>
        )}
        <ActTrouble
          act={act}
          compare={(theirs) => [
            {
              label: t(`closure.${name}.title`),
              mine: text,
              theirs: [
                t(`phase.${theirs.phase}`),
                ...theirs.closure
                  .filter((one) => one.state === 'open')
                  .map((one) => t('closure.openOne', { name: one.label })),
              ].join('\n'),
            },
          ]}
        />
        <div className={shared.row}>
          <Button
            kind={isMain && isOpen ? 'filled' : name === 'withdraw' ? 'danger' : 'outlined'}
            isDisabled={!isOpen}
            isPending={act.isPending}
            onPress={go}
          >
            {t(`closure.${name}.go`)}
          </Button>
        </div>
      </div>
    </Card>
  )
}

function ConditionRow({ condition }: { condition: Condition }) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const act = useAct(incident)
  const now = useNow(60_000)
  const { text, setText, discard } = useDraft(`incident/${incident.id}/closure/${condition.key}`)
  const [to, setTo] = useState<'met' | 'not_applicable'>()
  const [isBlank, setBlank] = useState(false)
  const { may } = condition
  // Somebody in a role agreed and told me: who, when and how goes on record.
  const isOral = !may.allowed && condition.may_oral?.allowed === true
  const [oral, setOral] = useState<{ by: string; how: string; at?: string }>({ by: '', how: '' })
  const isFixed =
    incident.phase === 'converged' || incident.phase === 'closed' || incident.phase === 'withdrawn'
  const set = (state: Condition['state']) => {
    const note = text.trim()
    if (state === 'not_applicable' && note === '') return setBlank(true)
    const isTold = oral.by.trim() !== '' && oral.how.trim() !== '' && oral.at !== undefined
    if (state === 'met' && isOral && !isTold) return setBlank(true)
    setBlank(false)
    act.run({
      send: (ifMatch) =>
        api.PUT('/api/v1/incidents/{id}/closure/{condition}', {
          params: {
            path: { id: incident.id, condition: condition.key },
            header: { 'If-Match': ifMatch },
          },
          body: {
            state,
            ...(note !== '' && state !== 'open' && { note }),
            ...(state === 'met' &&
              isOral && {
                oral_agreement: {
                  by: oral.by.trim(),
                  how: oral.how.trim(),
                  at: oral.at ?? '',
                },
              }),
          },
        }),
      isUntouched: (theirs, seen) => stateOf(theirs) === stateOf(seen),
      onDone: () => {
        discard()
        setTo(undefined)
      },
    })
  }
  const stateOf = (of: Incident) => of.closure.find((one) => one.key === condition.key)?.state
  const words = {
    open: t('closure.open'),
    met: t('closure.met'),
    not_applicable: t('ui.notApplicable'),
  }
  const tones = { open: 'warn', met: 'ok', not_applicable: 'gray' } as const
  return (
    <li className={css.task}>
      <div className={css.taskHead}>
        <Chip tone={tones[condition.state]}>{words[condition.state]}</Chip>
        <b>{condition.label}</b>
      </div>
      {condition.note !== undefined && <p>{condition.note}</p>}
      {condition.oral_agreement !== undefined && (
        <p>
          {t('closure.oralSaid', {
            by: condition.oral_agreement.by,
            time: dayAndClock(new Date(condition.oral_agreement.at), now, language),
            how: condition.oral_agreement.how,
          })}
        </p>
      )}
      {condition.owed !== undefined && (
        <p>
          <Chip tone="warn">{condition.owed}</Chip>
        </p>
      )}
      {!isFixed && condition.agreed_by !== undefined && (
        <p className={shared.why}>
          {t('closure.agreedBy', {
            roles: condition.agreed_by.join(language === 'ja' ? '、' : ', '),
          })}
        </p>
      )}
      {to === 'met' && isOral && (
        <>
          <Field
            label={t('closure.oralBy')}
            hint={t('closure.oralByHint')}
            isRequired
            maxLength={100}
            value={oral.by}
            error={isBlank ? t('closure.oralBlank') : undefined}
            onChange={(event) => setOral({ ...oral, by: event.target.value })}
          />
          <DateTimeField
            label={t('closure.oralAt')}
            hasNoApproximate
            initial={undefined}
            onRead={(read) => setOral({ ...oral, ...(read && { at: read.at.toISOString() }) })}
          />
          <Field
            label={t('closure.oralHow')}
            hint={t('closure.oralHowHint')}
            isRequired
            maxLength={200}
            value={oral.how}
            onChange={(event) => setOral({ ...oral, how: event.target.value })}
          />
        </>
      )}
      {condition.by !== undefined && condition.at !== undefined && (
        <p className={`${shared.sub} num`}>
          {[
            personText(condition.by, (name) => t('incident.actingFor', { name })),
            dayAndClock(new Date(condition.at), now, language),
          ].join('　')}
        </p>
      )}
      {to !== undefined && (
        <Field
          label={to === 'met' ? t('closure.metNote') : t('closure.notApplicableNote')}
          isRequired={to === 'not_applicable'}
          maxLength={500}
          value={text}
          error={isBlank && to !== 'met' ? t('closure.noteBlank') : undefined}
          onChange={(event) => setText(event.target.value)}
          autoFocus
        />
      )}
      <ActTrouble
        act={act}
        compare={(theirs) => [
          {
            label: condition.label,
            mine: to === undefined ? words.open : words[to],
            theirs: words[stateOf(theirs) ?? 'open'],
          },
        ]}
        onTakeTheirs={() => setTo(undefined)}
      />
      {condition.owed !== undefined && may.allowed && (
        <div className={shared.row}>
          <Button size="small" isPending={act.isPending} onPress={() => set('met')}>
            {t('closure.confirmGo')}
          </Button>
        </div>
      )}
      {!isFixed && (may.allowed || isOral) && (
        <div className={shared.row}>
          {to !== undefined ? (
            <>
              <Button size="small" isPending={act.isPending} onPress={() => set(to)}>
                {to === 'met' ? t('closure.metGo') : t('closure.naGo')}
              </Button>
              <Button size="small" kind="text" onPress={() => setTo(undefined)}>
                {t('ui.cancel')}
              </Button>
            </>
          ) : condition.state === 'open' ? (
            <>
              <Button size="small" onPress={() => setTo('met')}>
                {isOral ? t('closure.oralGo') : t('closure.metGo')}
              </Button>
              {condition.may_be_not_applicable ? (
                <Button size="small" kind="quiet" onPress={() => setTo('not_applicable')}>
                  {t('closure.naGo')}
                </Button>
              ) : (
                <span className={shared.why}>{t('closure.noNa')}</span>
              )}
            </>
          ) : (
            <Button size="small" kind="text" isPending={act.isPending} onPress={() => set('open')}>
              {t('closure.back')}
            </Button>
          )}
        </div>
      )}
      {!isFixed && !may.allowed && !isOral && condition.agreed_by === undefined && (
        <p className={shared.why}>{may.reason}</p>
      )}
    </li>
  )
}
