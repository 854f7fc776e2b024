import { useState } from 'react'
import { api } from '@/api/client'
import { useDraft } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { TextArea } from '@/ui/Field'
import { RadioCards } from '@/ui/RadioCards'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import { type Decision, letter, mayOf } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'

type Props = { decision: Decision; onClose: () => void }

/** One of the options chosen, and why. */
export default function AnswerForm({ decision, onClose }: Props) {
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
