import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/incident'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select, TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import { letter } from '../data'
import shared from '../incident.module.css'
import { useRoom } from '../room'

const noQuestion = { question: '', options: ['', ''], proposal: '', wantedBy: '' }

/** A question with its options, the proposal and by when it is wanted. */
export default function AskForm({ onClose }: { onClose: () => void }) {
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
