import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { asProblem } from '@/api/problem'
import { openAsks, useOpenAsks } from '@/app/asks/useOpenAsks'
import { Page } from '@/app/shell/Page'
import { useAct } from '@/app/useAct'
import { useT } from '@/i18n/asks'
import { Button } from '@/ui/Button'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { AskCard } from './AskCard'
import { answerTo, type MyAsk, shown } from './asks'
import css from './asks.module.css'
import { Receipt } from './Receipt'
import { useHeld } from './useHeld'

const none: readonly MyAsk[] = []

/** 私へのお願い: all that somebody sees who was asked something and has no other part in it. */
export default function AsksPage() {
  const t = useT()
  const queries = useQueryClient()
  const navigate = useNavigate({ from: '/asks' })
  const { ask: chosen } = useSearch({ from: '/asks' })
  const { data, error } = useOpenAsks()
  const open = data?.items ?? none
  const [receipt, setReceipt] = useState<MyAsk>()
  const [takesFocus, setTakesFocus] = useState(false)

  const choose = useCallback(
    (ask: string | undefined) =>
      void navigate({
        search: ask === undefined ? {} : { ask },
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )

  const act = useAct(
    async (ask: MyAsk, text: string, discard: () => void) => {
      try {
        return { answered: await answerTo(ask, text), discard }
      } catch (thrown) {
        // It has ended meanwhile; the page shows how.
        if (asProblem(thrown).status === 409) {
          void queries.invalidateQueries({ queryKey: openAsks.queryKey })
        }
        throw thrown
      }
    },
    ({ answered, discard }) => {
      discard()
      queries.setQueryData<{ items: MyAsk[] }>(
        openAsks.queryKey,
        (have) => have && { items: have.items.filter((one) => one.id !== answered.id) },
      )
      setReceipt(answered)
      setTakesFocus(false)
      choose(undefined)
    },
  )

  const at = receipt?.id === chosen ? undefined : chosen
  const { held, problem } = useHeld(at, data?.items, act.isPending)
  const rows = shown(open, at, held)

  // The ask that is open stands in the address, so that it stays when the list moves under it.
  const first = rows[0]?.id
  useEffect(() => {
    if (at === undefined && first !== undefined) choose(first)
  }, [at, first, choose])

  const begin = (ask: string) => {
    act.forget()
    setTakesFocus(true)
    choose(ask)
  }
  return (
    <Page title={t('asks.title')} meta={<span>{t('asks.lead')}</span>}>
      <div className={css.stack}>
        {receipt !== undefined && <Receipt key={receipt.id} ask={receipt} />}
        {data === undefined && error !== null && (
          <Notice tone="danger" role="alert" title={asProblem(error).message} />
        )}
        {data === undefined && error === null && <Loading />}
        {problem !== undefined && (
          <Notice tone="warn" role="alert" title={problem.message}>
            <Button kind="text" size="small" onPress={() => choose(undefined)}>
              {t('asks.toOthers')}
            </Button>
          </Notice>
        )}
        {data !== undefined && rows.length === 0 && problem === undefined && (
          <EmptyState title={t('asks.none')}>
            <p>{t('asks.noneWhat')}</p>
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className={css.asks}>
            {rows.map((ask, place) => (
              <li key={ask.id}>
                <AskCard
                  ask={ask}
                  place={rows.length > 1 ? place + 1 : undefined}
                  isOpen={ask.id === at}
                  takesFocus={takesFocus}
                  act={act}
                  onBegin={() => begin(ask.id)}
                  onLeave={() => choose(undefined)}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Page>
  )
}
