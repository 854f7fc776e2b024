import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useRenewal } from '@/app/Renewal'
import { useSession } from '@/app/session'
import { useSpeech } from '@/i18n/breakGlass'
import { clock, day } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card, Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Loading, Notice } from '@/ui/Notice'
import { BreakGlassSheets, type Halves } from './BreakGlassSheets'
import css from './people.module.css'

type State = Schemas['BreakGlass']

const path = '/api/v1/team/break-glass'
const options = query.queryOptions('get', path)

/** 非常用アカウント: how it stands, and sealing it, for who may manage the team. */
export default function BreakGlassCard() {
  const { t, language } = useSpeech()
  const queries = useQueryClient()
  const { readAgain } = useSession()
  const { guard, sheet } = useRenewal()
  const { data: state, error } = query.useQuery('get', path)
  const [halves, setHalves] = useState<Halves>()
  const [refusal, setRefusal] = useState<string>()
  const [isPending, setPending] = useState(false)
  const when = (at: string) => `${day(new Date(at), language)} ${clock(new Date(at), language)}`

  const seal = async () => {
    setRefusal(undefined)
    setPending(true)
    try {
      const { data } = await guard(() => api.POST(path))
      if (data === undefined) return
      const { halves: given, ...standing } = data
      // The halves are in this component alone, never among what was read from the server.
      queries.setQueryData(options.queryKey, standing)
      const [first, second] = given ?? []
      if (first !== undefined && second !== undefined) {
        setHalves({ first, second, sealed: new Date(data.sealed_at ?? Date.now()) })
      }
      void readAgain()
    } catch (thrown) {
      const problem = asProblem(thrown)
      setRefusal(problem.isUnreachable ? t('ui.unreachable') : problem.message)
    } finally {
      setPending(false)
    }
  }

  return (
    <Card title={t('glass.title')}>
      <div className={css.form}>
        <p>{t('glass.what')}</p>
        {state === undefined && error === null && <Loading />}
        {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
        {state !== undefined && (
          <Facts
            rows={[
              { name: t('glass.state'), value: <Standing state={state} when={when} /> },
              {
                name: t('glass.posts'),
                value: state.posts.length === 0 ? t('glass.noPosts') : state.posts.join('、'),
              },
              { name: t('glass.name'), value: <code>{state.sign_in_name}</code> },
            ]}
          />
        )}
        {halves !== undefined ? (
          <BreakGlassSheets
            halves={halves}
            name={state?.sign_in_name ?? ''}
            posts={state?.posts ?? []}
            onClose={() => setHalves(undefined)}
          />
        ) : (
          state !== undefined &&
          state.posts.length > 0 && (
            <>
              <p className={css.sub}>
                {state.sealed_at === undefined ? t('glass.sealWhat') : t('glass.sealAgainWhat')}
              </p>
              {refusal !== undefined && <Notice tone="danger" role="alert" title={refusal} />}
              <div className={css.acts}>
                <Button size="small" isPending={isPending} onPress={() => void seal()}>
                  {state.sealed_at === undefined ? t('glass.seal') : t('glass.sealAgain')}
                </Button>
              </div>
            </>
          )
        )}
        {sheet}
      </div>
    </Card>
  )
}

function Standing({ state, when }: { state: State; when: (at: string) => string }) {
  const { t } = useSpeech()
  if (state.opened_at !== undefined) {
    return (
      <>
        <Chip tone="danger">{t('glass.open')}</Chip>{' '}
        {t('glass.openSince', { time: when(state.opened_at) })}
      </>
    )
  }
  if (state.sealed_at === undefined) return <Chip tone="warn">{t('glass.none')}</Chip>
  return (
    <>
      <Chip tone="ok">{t('glass.sealed')}</Chip>{' '}
      {t('glass.sealedAt', { time: when(state.sealed_at) })}
    </>
  )
}
