import { type FormEvent, useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { useRenewal } from '@/app/Renewal'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/account'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { say } from '@/ui/Toast'
import { inGroups, qrPath } from './account'
import css from './account.module.css'

type Props = {
  offer: Schemas['SecondFactorOffer']
  /** With the recovery codes. */
  onDone: (codes: readonly string[]) => void
  onClose: () => void
}

/** The key in two forms, and one code to show that the app has it. */
export function Enrolment({ offer, onDone, onClose }: Props) {
  const t = useT()
  const { guard, sheet } = useRenewal()
  const [code, setCode] = useState('')
  const [blank, setBlank] = useState<string>()
  const confirm = useAct(
    () =>
      guard(() =>
        api.POST('/api/v1/account/second-factor/confirmation', { body: { code: code.trim() } }),
      ),
    ({ data }) => {
      say(t('account.enrolled'))
      onDone(data?.recovery_codes ?? [])
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() === '') return setBlank(t('account.enrolCodeBlank'))
    setBlank(undefined)
    void confirm.run()
  }
  // The quiet zone around a QR code is four modules wide.
  const width = offer.qr.length + 8
  return (
    <section className={css.enrol} aria-label={t('account.enrolTitle')}>
      <div>
        <p>{t('account.enrolScan')}</p>
        <svg
          className={css.qr}
          role="img"
          aria-label={t('account.enrolQr')}
          viewBox={`-4 -4 ${width} ${width}`}
          shapeRendering="crispEdges"
        >
          <rect x="-4" y="-4" width={width} height={width} fill="#fff" />
          <path d={qrPath(offer.qr)} fill="#000" />
        </svg>
      </div>
      <form className={css.form} onSubmit={submit} noValidate>
        <p>{t('account.enrolType')}</p>
        <p>
          {t('account.enrolKey')}
          <code className={css.key}>{inGroups(offer.key)}</code>
        </p>
        <p>{t('account.enrolConfirm')}</p>
        <Field
          label={t('account.enrolCode')}
          error={blank ?? confirm.sentence}
          value={code}
          onChange={(event) => {
            confirm.forget()
            setCode(event.target.value)
          }}
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={100}
        />
        <div className={css.row}>
          <Button kind="filled" type="submit" isPending={confirm.isPending}>
            {t('account.enrolSave')}
          </Button>
          <Button kind="text" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
        {sheet}
      </form>
    </section>
  )
}
