import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, etagOf, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useDraft } from '@/app/drafts/useDraft'
import { RenewalSheet } from '@/app/Renewal'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/charter'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Comparison } from '@/ui/Comparison'
import { TextArea } from '@/ui/Field'
import { say } from '@/ui/Toast'
import css from './charter.module.css'

type Charter = Schemas['Charter']
type Item = NonNullable<Charter['editable']>[number]

const address = '/api/v1/charter'
const options = query.queryOptions('get', address)

/** What may be changed on screen, each with the article it comes from. */
export function EditPart({ charter }: { charter: Charter }) {
  const t = useT()
  const mayAmend = useMay('charter.amend')
  const items = charter.editable ?? []
  return (
    <Card title={t('charter.edit')}>
      <p className={css.sub}>
        {!mayAmend
          ? t('charter.editWho')
          : items.length === 0
            ? t('charter.editNone')
            : t('charter.editWhat')}
      </p>
      <ul className={css.list}>
        {items.map((item) => (
          <Row key={item.path} item={item} mayAmend={mayAmend} />
        ))}
      </ul>
    </Card>
  )
}

function Row({ item, mayAmend }: { item: Item; mayAmend: boolean }) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  return (
    <li className={css.editRow}>
      <div>
        <h3>{item.label}</h3>
        {item.article !== undefined && (
          <p className={css.sub}>{t('charter.basis', { article: item.article })}</p>
        )}
      </div>
      {isOpen ? (
        <AmendForm item={item} onClose={() => setOpen(false)} />
      ) : (
        <>
          <p className={css.value}>{item.value}</p>
          <Button
            size="small"
            kind="text"
            isDisabled={!mayAmend}
            aria-label={t('charter.changeNamed', { name: item.label })}
            onPress={() => setOpen(true)}
          >
            {t('charter.change')}
          </Button>
        </>
      )}
    </li>
  )
}

type Trouble =
  | { kind: 'words'; text: string }
  | { kind: 'stale'; theirs: string }
  | { kind: 'renew' }

function AmendForm({ item, onClose }: { item: Item; onClose: () => void }) {
  const t = useT()
  const queries = useQueryClient()
  const [seen, setSeen] = useState(() => ({ etag: etagOf(address), value: item.value }))
  const { text, setText, discard } = useDraft(`charter${item.path}`, item.value)
  const [trouble, setTrouble] = useState<Trouble>()
  const [isPending, setPending] = useState(false)

  const send = async (base = seen, tries = 0): Promise<void> => {
    const value = text.trim()
    if (value === '') return setTrouble({ kind: 'words', text: t('charter.blank') })
    setPending(true)
    setTrouble(undefined)
    try {
      const { data } = await api.PATCH(address, {
        params: { header: { 'If-Match': base.etag } },
        body: { path: item.path, value },
      })
      if (data) queries.setQueryData(options.queryKey, data)
      await queries.invalidateQueries({ queryKey: options.queryKey })
      discard()
      say(t('charter.saved', { name: item.label }))
      onClose()
    } catch (thrown) {
      const problem = asProblem(thrown)
      if (problem.code === 'team.renewal_needed') return setTrouble({ kind: 'renew' })
      if (!problem.isStale) {
        const words = problem.isUnreachable ? t('ui.unreachable') : problem.message
        return setTrouble({ kind: 'words', text: words })
      }
      const theirs = await queries.fetchQuery({ ...options, staleTime: 0 })
      const value = theirs.editable?.find((one) => one.path === item.path)?.value ?? ''
      const next = { etag: etagOf(address), value }
      setSeen(next)
      // Somebody changed another line: this one goes on top of it.
      if (value === base.value && tries < 3) return send(next, tries + 1)
      setTrouble({ kind: 'stale', theirs: value })
    } finally {
      setPending(false)
    }
  }

  return (
    <div className={css.form}>
      <TextArea
        label={t('charter.newValue')}
        rows={1}
        maxLength={2000}
        value={text}
        error={trouble?.kind === 'words' ? trouble.text : undefined}
        onChange={(event) => setText(event.target.value)}
        autoFocus
      />
      {trouble?.kind === 'stale' && (
        <Comparison
          differences={[{ label: item.label, mine: text, theirs: trouble.theirs }]}
          onKeepMine={() => void send()}
          onTakeTheirs={() => {
            setText(trouble.theirs)
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
        <Button
          size="small"
          kind="text"
          onPress={() => {
            discard()
            onClose()
          }}
        >
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
