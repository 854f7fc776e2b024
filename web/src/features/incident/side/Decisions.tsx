import { useState } from 'react'
import { api } from '@/api/client'
import { useDraft, useDraftForm } from '@/app/drafts/useDraft'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select, TextArea } from '@/ui/Field'
import { RadioCards } from '@/ui/RadioCards'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import { type Incident, mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './side.module.css'

type Decision = Incident['decisions'][number]

const letter = (place: number) => String.fromCharCode(65 + place)

/** 判断を待っていること: what only somebody with the right can settle, with A/B and the reason. */
export function Decisions() {
  const t = useT()
  const { incident } = useRoom()
  const [isAsking, setAsking] = useState(false)
  const waiting = incident.decisions.filter((one) => one.state === 'asked')
  const made = incident.decisions.filter((one) => one.state === 'made')
  return (
    <Card
      title={t('incident.decision.title')}
      action={
        !isAsking && (
          <button type="button" className={shared.cardLink} onClick={() => setAsking(true)}>
            {t('incident.decision.ask')}
          </button>
        )
      }
    >
      {isAsking && <AskForm onClose={() => setAsking(false)} />}
      {waiting.length === 0 && !isAsking && (
        <p className={shared.sub}>{t('incident.decision.none')}</p>
      )}
      <ul className={shared.list}>
        {waiting.map((decision) => (
          <li key={decision.id}>
            <Waiting decision={decision} />
          </li>
        ))}
      </ul>
      {made.length > 0 && (
        <details className={css.made}>
          <summary>{t('incident.decision.made', { n: made.length })}</summary>
          <ul className={shared.list}>
            {made.map((decision) => (
              <Made key={decision.id} decision={decision} />
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

function Made({ decision }: { decision: Decision }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const choice = decision.choice ?? 0
  return (
    <li>
      <p>{decision.question}</p>
      <p>
        <b>
          {letter(choice)} {decision.options[choice]}
        </b>
      </p>
      {decision.reason !== undefined && (
        <p className={shared.sub}>{t('incident.decision.because', { reason: decision.reason })}</p>
      )}
      {decision.made_at !== undefined && (
        <p className={shared.sub}>
          {[decision.made_by?.post, decision.made_by?.name].filter(Boolean).join(' ')}{' '}
          <span className="num">{dayAndClock(new Date(decision.made_at), now, language)}</span>
        </p>
      )}
    </li>
  )
}

function Waiting({ decision }: { decision: Decision }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p className={css.question}>{decision.question}</p>
      <p className={shared.sub}>
        {decision.asked_by.name}
        {decision.wanted_by !== undefined && (
          <span className="num">
            {' '}
            {t('incident.by', { time: dayAndClock(new Date(decision.wanted_by), now, language) })}
          </span>
        )}
      </p>
      {isOpen ? (
        <AnswerForm decision={decision} onClose={() => setOpen(false)} />
      ) : (
        <Button size="small" onPress={() => setOpen(true)}>
          {t('incident.decision.open')}
        </Button>
      )}
    </>
  )
}

function AnswerForm({ decision, onClose }: { decision: Decision; onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const [choice, setChoice] = useState<string>()
  const { text, setText, discard } = useDraft(`decision/${decision.id}`)
  const may = mayOf(incident, 'incident.decide')
  const answer = () =>
    act.run({
      send: (ifMatch) =>
        api.POST('/api/v1/incidents/{id}/decisions/{decision}/answer', {
          params: {
            path: { id: incident.id, decision: decision.id },
            header: { 'If-Match': ifMatch },
          },
          body: {
            choice: Number(choice),
            ...(text.trim() !== '' && { reason: text.trim() }),
          },
        }),
      isUntouched: (theirs) =>
        theirs.decisions.find((one) => one.id === decision.id)?.state === 'asked',
      onDone: () => {
        discard()
        say(t('incident.decision.said'))
      },
    })
  return (
    <div className={shared.form}>
      <RadioCards
        legend={decision.question}
        isLegendHidden
        value={choice}
        onChange={setChoice}
        options={decision.options.map((option, place) => ({
          value: String(place),
          label: `${letter(place)}　${option}`,
          isDisabled: !may.allowed,
          ...(decision.proposal === place && { hint: t('incident.decision.proposal') }),
        }))}
      />
      <TextArea
        label={t('incident.decision.reason')}
        rows={2}
        maxLength={1000}
        value={text}
        disabled={!may.allowed}
        onChange={(event) => setText(event.target.value)}
      />
      {!may.allowed && <p className={shared.why}>{may.reason}</p>}
      <ActTrouble
        act={act}
        compare={(theirs) => {
          const now = theirs.decisions.find((one) => one.id === decision.id)
          return [
            {
              label: decision.question,
              mine: choice === undefined ? '' : (decision.options[Number(choice)] ?? ''),
              theirs: now?.options[now.choice ?? 0] ?? '',
            },
          ]
        }}
      />
      <div className={shared.row}>
        <Button
          size="small"
          isDisabled={!may.allowed || choice === undefined}
          isPending={act.isPending}
          onPress={answer}
        >
          {t('incident.decision.make')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </div>
    </div>
  )
}

const noQuestion = { question: '', options: ['', ''], proposal: '', wantedBy: '' }

function AskForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { incident } = useRoom()
  const act = useAct(incident)
  const { values, change, discard } = useDraftForm(`incident/${incident.id}/question`, noQuestion)
  const options = values.options.map((option) => option.trim())
  const given = options.filter((option) => option !== '')
  const canAsk = values.question.trim() !== '' && given.length > 0
  const ask = () => {
    const proposed = values.proposal === '' ? '' : (options[Number(values.proposal)] ?? '')
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/decisions', {
          params: { path: { id: incident.id } },
          body: {
            question: values.question.trim(),
            options: given,
            ...(proposed !== '' && { proposal: given.indexOf(proposed) }),
            ...(values.wantedBy !== '' && { wanted_by: values.wantedBy }),
          },
        }),
      onDone: () => {
        discard()
        say(t('incident.decision.asked'))
        onClose()
      },
    })
  }
  return (
    <div className={shared.form}>
      <TextArea
        label={t('incident.decision.question')}
        rows={2}
        maxLength={300}
        isRequired
        value={values.question}
        onChange={(event) => change({ question: event.target.value })}
      />
      {values.options.map((option, place) => (
        <Field
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its letter.
          key={place}
          label={t('incident.decision.option', { letter: letter(place) })}
          maxLength={300}
          value={option}
          onChange={(event) =>
            change({
              options: values.options.map((one, at) => (at === place ? event.target.value : one)),
            })
          }
        />
      ))}
      {values.options.length < 5 && (
        <div>
          <Button
            kind="text"
            size="small"
            onPress={() => change({ options: [...values.options, ''] })}
          >
            {t('incident.decision.more')}
          </Button>
        </div>
      )}
      <Select
        label={t('incident.decision.proposal')}
        value={values.proposal}
        onChange={(event) => change({ proposal: event.target.value })}
        options={[
          { value: '', label: t('incident.decision.noProposal') },
          ...options.flatMap((option, place) =>
            option === '' ? [] : [{ value: String(place), label: `${letter(place)} ${option}` }],
          ),
        ]}
      />
      <DateTimeField
        label={t('incident.decision.wantedBy')}
        hasNoApproximate
        initial={
          values.wantedBy === ''
            ? undefined
            : { at: new Date(values.wantedBy), precision: 'minute', isApproximate: false }
        }
        onRead={(value) =>
          value !== undefined && change({ wantedBy: value?.at.toISOString() ?? '' })
        }
      />
      <ActTrouble act={act} />
      <div className={shared.row}>
        <Button size="small" isDisabled={!canAsk} isPending={act.isPending} onPress={ask}>
          {t('incident.decision.askGo')}
        </Button>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
