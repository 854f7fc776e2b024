import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { isoDay } from '@/app/tenures'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/publicity'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './charter.module.css'

type Input = Schemas['PublicationInput']

const kinds = ['poster', 'page', 'newsletter', 'board', 'notice', 'meeting', 'other'] as const
const options = query.queryOptions('get', '/api/v1/contact')

function usePublicityAct<A extends unknown[]>(
  send: (...args: A) => Promise<{ data?: Schemas['Publicity'] | undefined }>,
  onDone: () => void,
) {
  const queries = useQueryClient()
  return useAct(send, ({ data }) => {
    if (data !== undefined) queries.setQueryData(options.queryKey, data)
    onDone()
  })
}

/** Where and when the contact point was made known. */
export function PublicationForm({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { values, change, discard } = useDraftForm('contact/publication', {
    kind: 'poster',
    place: '',
  })
  const [on, setOn] = useState<Date>()
  const [isTried, setTried] = useState(false)
  const place = values.place.trim()
  const act = usePublicityAct(
    (at: Date) =>
      api.POST('/api/v1/contact/publications', {
        body: { kind: values.kind as Input['kind'], place, on: isoDay(at) },
      }),
    () => {
      discard()
      say(t('publicity.saved', { place }))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (on !== undefined && place !== '') void act.run(on)
  }
  return (
    <div className={css.form}>
      <Select
        label={t('publicity.kind')}
        value={values.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(`publicity.kinds.${kind}`) }))}
        onChange={(event) => change({ kind: event.target.value })}
        autoFocus
      />
      <Field
        label={t('publicity.place')}
        hint={t('publicity.placeHint')}
        isRequired
        maxLength={200}
        value={values.place}
        error={isTried && place === '' ? t('publicity.placeBlank') : undefined}
        onChange={(event) => change({ place: event.target.value })}
      />
      <DateTimeField
        label={t('publicity.on')}
        isRequired
        isDayOnly
        hasNoApproximate
        latest={new Date()}
        error={isTried && on === undefined ? t('publicity.onBlank') : undefined}
        onRead={(value) => setOn(value?.at)}
      />
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.row}>
        <Button size="small" kind="filled" isPending={act.isPending} onPress={go}>
          {t('publicity.save')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}

/** Taken down, or written by mistake: the line stays with the reason. */
export function EndPublication({
  one,
  onClose,
}: {
  one: Schemas['Publication']
  onClose: () => void
}) {
  const t = useT()
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const body = { reason: reason.trim() }
  const act = usePublicityAct(
    () =>
      api.POST('/api/v1/contact/publications/{publication}/end', {
        params: { path: { publication: one.id } },
        body,
      }),
    () => {
      say(t('publicity.endSaid', { place: one.place }))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (body.reason !== '') void act.run()
  }
  return (
    <div className={css.form}>
      <TextArea
        label={t('publicity.endReason')}
        hint={t('publicity.endHint')}
        isRequired
        rows={1}
        maxLength={500}
        value={reason}
        error={isTried && body.reason === '' ? t('publicity.endBlank') : undefined}
        onChange={(event) => setReason(event.target.value)}
        autoFocus
      />
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.row}>
        <Button size="small" isPending={act.isPending} onPress={go}>
          {t('publicity.end')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
