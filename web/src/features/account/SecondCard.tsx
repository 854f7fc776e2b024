import { useState } from 'react'
import { api, type Schemas } from '@/api/client'
import { useRenewal } from '@/app/Renewal'
import { useSession } from '@/app/session'
import { useAct } from '@/app/useAct'
import { useSpeech } from '@/i18n/account'
import { day } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { Ask } from './Ask'
import type { Account } from './account'
import css from './account.module.css'
import { Enrolment } from './Enrolment'
import { RecoveryCodes } from './RecoveryCodes'

type Asked = 'remove' | 'codes' | undefined

/** The second factor: whether there is one, enrolling, recovery codes, removing. */
export function SecondCard({ account }: { account: Account }) {
  const { t, language } = useSpeech()
  const { readAgain } = useSession()
  const { guard, sheet } = useRenewal()
  const [offer, setOffer] = useState<Schemas['SecondFactorOffer']>()
  const [codes, setCodes] = useState<readonly string[]>()
  const [asked, setAsked] = useState<Asked>()
  const second = account.second_factor
  const isEnrolled = second.enrolled_at !== null

  const begin = useAct(
    () => guard(() => api.POST('/api/v1/account/second-factor')),
    ({ data }) => setOffer(data),
  )
  const renewCodes = useAct(
    () => guard(() => api.POST('/api/v1/account/recovery-codes')),
    ({ data }) => {
      setAsked(undefined)
      setCodes(data?.recovery_codes)
    },
  )
  const remove = useAct(
    async () => {
      await guard(() => api.DELETE('/api/v1/account/second-factor'))
      await readAgain()
    },
    () => {
      setAsked(undefined)
      setCodes(undefined)
      say(t('account.secondRemoved'))
    },
  )
  const acts = [begin, renewCodes, remove]
  const sentence = acts.find((act) => act.sentence !== undefined)?.sentence
  const forget = () => {
    for (const act of acts) act.forget()
  }
  const ask = (what: Asked) => {
    forget()
    setAsked(what)
  }

  return (
    <Card title={t('account.second')}>
      <div className={css.body}>
        <p className={css.sub}>{t('account.secondWhat')}</p>
        <p>
          {second.enrolled_at === null
            ? t('account.secondNone')
            : t('account.secondSince', { time: day(new Date(second.enrolled_at), language) })}{' '}
          {second.required && t('account.secondRequired')}
        </p>
        {offer !== undefined && (
          <Enrolment
            offer={offer}
            onDone={(made) => {
              setOffer(undefined)
              setCodes(made)
            }}
            onClose={() => setOffer(undefined)}
          />
        )}
        {codes !== undefined && (
          <RecoveryCodes
            codes={codes}
            name={account.sign_in_name}
            onClose={() => {
              setCodes(undefined)
              void readAgain()
            }}
          />
        )}
        {isEnrolled && codes === undefined && (
          <p>
            <b>{t('account.codes')}</b>　{t('account.codesLeft', { n: second.recovery_codes_left })}
            　<span className={css.sub}>{t('account.codesWhat')}</span>
          </p>
        )}
        {sentence !== undefined && <Notice tone="danger" role="alert" title={sentence} />}
        {offer === undefined && codes === undefined && (
          <div className={css.row}>
            <Button
              kind={isEnrolled ? 'outlined' : 'filled'}
              isPending={begin.isPending}
              onPress={() => {
                forget()
                void begin.run()
              }}
            >
              {isEnrolled ? t('account.secondAgain') : t('account.secondStart')}
            </Button>
            {isEnrolled && <Button onPress={() => ask('codes')}>{t('account.codesRenew')}</Button>}
            {isEnrolled && !second.required && (
              <Button kind="text" onPress={() => ask('remove')}>
                {t('account.secondRemove')}
              </Button>
            )}
          </div>
        )}
        <Ask
          title={t('account.codesRenew')}
          words={t('account.codesRenewAsk')}
          isOpen={asked === 'codes'}
          isPending={renewCodes.isPending}
          sentence={renewCodes.sentence}
          onYes={() => void renewCodes.run()}
          onClose={() => setAsked(undefined)}
        />
        <Ask
          title={t('account.secondRemove')}
          words={t('account.secondRemoveAsk')}
          isOpen={asked === 'remove'}
          isPending={remove.isPending}
          sentence={remove.sentence}
          onYes={() => void remove.run()}
          onClose={() => setAsked(undefined)}
        />
        {sheet}
      </div>
    </Card>
  )
}
