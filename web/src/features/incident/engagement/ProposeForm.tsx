import { useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/engaging'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { CheckCards, RadioCards } from '@/ui/RadioCards'
import { say } from '@/ui/Toast'
import { ActTrouble } from '../ActTrouble'
import { useAct } from '../act'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import css from './engagement.module.css'
import {
  aWeekOn,
  bodyMax,
  type Gaps,
  gapsOf,
  helpers,
  parts,
  proposalOf,
  textMax,
  untilOf,
  type Wish,
} from './engaging'

function blankWish(): Wish {
  const until = aWeekOn(new Date()).toISOString()
  return { kind: '', body: '', purpose: '', parts: [], signsIn: '', until }
}

/** 起案: whom, what for, what they get to see, whether they sign in, until when. */
export default function ProposeForm({ onClose }: { onClose: () => void }) {
  const { t, language } = useSpeech()
  const { incident } = useRoom()
  const act = useAct(incident)
  const now = useNow(60_000)
  const [blank] = useState(blankWish)
  const { values, change, restoredAt, discard } = useDraftForm(
    `incident/${incident.id}/engagement`,
    blank,
  )
  const [isTried, setTried] = useState(false)
  const [isReadable, setReadable] = useState(true)
  const gaps: Gaps = isTried ? gapsOf(values, now) : {}
  const wrong = Object.keys(gaps).length
  const refused = (field: string) =>
    act.trouble?.kind === 'words' && act.trouble.field === field ? act.trouble.text : undefined
  const textError = (field: 'body' | 'purpose', max: number) => {
    const gap = gaps[field]
    if (gap === undefined) return refused(`/${field}`)
    return gap === 'tooLong' ? t('engaging.tooLong', { max }) : t(`engaging.blank.${field}`)
  }
  const untilError = () => {
    if (!isReadable) return undefined
    if (gaps.until === undefined) return refused('/until')
    if (gaps.until === 'past') return t('engaging.inPast')
    return gaps.until === 'tooFar' ? t('engaging.tooFar') : t('engaging.blank.until')
  }
  const isInField = ['/body', '/purpose', '/until'].some((field) => refused(field) !== undefined)

  const propose = () => {
    setTried(true)
    const body = proposalOf(values, new Date())
    if (body === undefined) return
    act.run({
      send: () =>
        api.POST('/api/v1/incidents/{id}/engagements', {
          params: { path: { id: incident.id } },
          body,
        }),
      onDone: () => {
        discard()
        say(t('engaging.said'))
        onClose()
      },
    })
  }
  return (
    <div className={shared.form}>
      <p className={shared.why}>{t('engaging.what')}</p>
      {restoredAt !== undefined && (
        <p className={`${shared.sub} num`}>
          {t('ui.restored', { time: dayAndClock(restoredAt, now, language) })}{' '}
          <Button kind="text" size="small" onPress={discard}>
            {t('ui.discard')}
          </Button>
        </p>
      )}
      <RadioCards
        legend={t('engaging.kind')}
        value={values.kind === '' ? undefined : values.kind}
        error={gaps.kind && t('engaging.blank.kind')}
        onChange={(kind) => change({ kind })}
        options={helpers.map((value) => ({
          value,
          label: t(`engaging.helper.${value}`),
          hint: t(`engaging.helperWhat.${value}`),
        }))}
      />
      <Field
        label={t('engaging.body')}
        hint={t('engaging.bodyHint')}
        isRequired
        value={values.body}
        error={textError('body', bodyMax)}
        onChange={(event) => change({ body: event.target.value })}
      />
      <TextArea
        label={t('engaging.purpose')}
        hint={t('engaging.purposeHint')}
        isRequired
        rows={3}
        value={values.purpose}
        error={textError('purpose', textMax)}
        onChange={(event) => change({ purpose: event.target.value })}
      />
      <CheckCards
        legend={
          <>
            {t('engaging.parts')}
            <span className={css.hint}>{t('engaging.partsHint')}</span>
          </>
        }
        value={values.parts}
        error={gaps.parts && t('engaging.blank.parts')}
        onChange={(chosen) => change({ parts: chosen })}
        options={parts.map((value) => ({
          value,
          label: t(`engaging.part.${value}`),
          hint: t(`engaging.partWhat.${value}`),
        }))}
      />
      <RadioCards
        legend={t('engaging.signInAsk')}
        value={values.signsIn === '' ? undefined : values.signsIn}
        error={gaps.signsIn && t('engaging.blank.signsIn')}
        onChange={(signsIn) => change({ signsIn })}
        options={[
          { value: 'yes', label: t('engaging.signInYes'), hint: t('engaging.signInYesWhat') },
          { value: 'no', label: t('engaging.signInNo'), hint: t('engaging.signInNoWhat') },
        ]}
      />
      <DateTimeField
        // The field reads its time once; a draft that comes back brings another one.
        key={restoredAt?.getTime() ?? 0}
        label={t('engaging.until')}
        hint={t('engaging.untilHint')}
        isRequired
        hasNoApproximate
        error={untilError()}
        initial={
          values.until === ''
            ? undefined
            : { at: new Date(values.until), precision: 'minute', isApproximate: false }
        }
        onRead={(value) => {
          setReadable(value !== undefined)
          change({ until: value ? untilOf(value).toISOString() : '' })
        }}
      />
      {!isInField && <ActTrouble act={act} />}
      {wrong > 0 && <Notice tone="danger" role="alert" title={t('ui.errorCount', { n: wrong })} />}
      <div className={shared.row}>
        <Button kind="filled" isPending={act.isPending} onPress={propose}>
          {t('engaging.go')}
        </Button>
        <Button kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
