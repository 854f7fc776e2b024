import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { api, etagOf, query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { RenewalSheet } from '@/app/Renewal'
import { useSession } from '@/app/session'
import { useT } from '@/i18n/charter'
import { Button } from '@/ui/Button'
import { Comparison } from '@/ui/Comparison'
import { say } from '@/ui/Toast'
import css from './charter.module.css'
import { isSame, type Setting, type Value } from './settings'

const address = '/api/v1/charter'
const options = query.queryOptions('get', address)

/** Refusals that name a code of the file; here they are said with what stands on the screen. */
const refusals = {
  'charter.leave_somebody': 'settings.leaveSomebody',
  'charter.drop_own': 'settings.dropOwn',
  'charter.take_outsider_out': 'settings.noOutsiders',
  'charter.use_known_role': 'settings.knownRole',
  'charter.use_known_post': 'settings.knownPost',
} as const

function isKnownRefusal(code: string): code is keyof typeof refusals {
  return Object.hasOwn(refusals, code)
}

type Trouble<V> = { kind: 'words'; text: string } | { kind: 'stale'; theirs: V } | { kind: 'renew' }

type Props<V extends Value> = {
  setting: Setting
  /** What is to stand there. */
  value: V
  /** How the value stands in a setting as the server gives it. */
  read: (setting: Setting | undefined) => V
  /** As words, for the comparison. */
  words: (value: V) => string
  /** A sentence that says what to put right before it is sent. */
  refuse?: (value: V) => string | undefined
  onTake: (theirs: V) => void
  /** After the receipt, or when the person leaves it. */
  onClose: () => void
  children: (error: string | undefined) => ReactNode
}

/** The form around one setting: saving it alone, on top of what others changed meanwhile. */
export function AmendFrame<V extends Value>(props: Props<V>) {
  const { setting, value, read, words, refuse, onTake, onClose, children } = props
  const t = useT()
  const queries = useQueryClient()
  const { readAgain } = useSession()
  const [seen, setSeen] = useState(() => ({ etag: etagOf(address), value: read(setting) }))
  const [trouble, setTrouble] = useState<Trouble<V>>()
  const [isPending, setPending] = useState(false)

  const send = async (base = seen, tries = 0): Promise<void> => {
    const refusal = refuse?.(value)
    if (refusal !== undefined) return setTrouble({ kind: 'words', text: refusal })
    setPending(true)
    setTrouble(undefined)
    try {
      const { data } = await api.PATCH(address, {
        params: { header: { 'If-Match': base.etag } },
        body: {
          path: setting.path,
          ...(typeof value === 'string' ? { value } : { codes: [...value] }),
        },
      })
      if (data) queries.setQueryData(options.queryKey, data)
      await queries.invalidateQueries({ queryKey: options.queryKey })
      // A right that was given or taken may be one's own.
      void readAgain()
      say(t('charter.saved', { name: setting.label }))
      onClose()
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.code === 'team.renewal_needed') return setTrouble({ kind: 'renew' })
      if (!problem.isStale) {
        if (isKnownRefusal(problem.code)) {
          const text = t(refusals[problem.code], { name: setting.label })
          return setTrouble({ kind: 'words', text })
        }
        const text = problem.isUnreachable ? t('ui.unreachable') : problem.message
        return setTrouble({ kind: 'words', text })
      }
      const now = await queries.fetchQuery({ ...options, staleTime: 0 })
      const theirs = read(now.editable?.find((one) => one.path === setting.path))
      const next = { etag: etagOf(address), value: theirs }
      setSeen(next)
      // Somebody changed another line: this one goes on top of it.
      if (isSame(theirs, base.value) && tries < 3) return send(next, tries + 1)
      setTrouble({ kind: 'stale', theirs })
    } finally {
      setPending(false)
    }
  }

  return (
    <div className={css.form}>
      {children(trouble?.kind === 'words' ? trouble.text : undefined)}
      {trouble?.kind === 'stale' && (
        <Comparison
          differences={[
            { label: setting.label, mine: words(value), theirs: words(trouble.theirs) },
          ]}
          onKeepMine={() => void send()}
          onTakeTheirs={() => {
            onTake(trouble.theirs)
            setTrouble(undefined)
          }}
          isPending={isPending}
        />
      )}
      {trouble?.kind === 'renew' && (
        <RenewalSheet onRenewed={() => void send()} onClose={() => setTrouble(undefined)} />
      )}
      <div className={css.row}>
        <Button size="small" onPress={() => void send()} isPending={isPending}>
          {t('charter.save')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
