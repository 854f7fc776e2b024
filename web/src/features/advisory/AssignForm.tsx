import { useState } from 'react'
import { api, query } from '@/api/client'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/advisory'
import { Button } from '@/ui/Button'
import { DateTimeField } from '@/ui/DateTimeField'
import { Select } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import type { Assessment } from './advisory'
import css from './advisory.module.css'

/** Who checks it, and by when. */
export default function AssignForm({ one, onClose }: { one: Assessment; onClose: () => void }) {
  const t = useT()
  const mayReadCharter = useMay('charter.read')
  const { data: charter } = query.useQuery(
    'get',
    '/api/v1/charter',
    {},
    { enabled: mayReadCharter },
  )
  const [post, setPost] = useState(one.post?.code ?? '')
  const [due, setDue] = useState<Date | null | undefined>(null)
  const act = useAdvisoryAct(
    () =>
      api.POST('/api/v1/advisories/{advisory}/assignment', {
        params: { path: { advisory: one.id }, header: { 'If-Match': `"${one.rev}"` } },
        body: {
          ...(post !== '' && { post }),
          ...(due instanceof Date && { due_at: due.toISOString() }),
        },
      }),
    () => {
      say(t('advisory.assignSaid'))
      onClose()
    },
  )
  const posts = (charter?.posts ?? []).map(({ code, name }) => ({ value: code, label: name }))
  const known = one.post
  if (known !== undefined && !posts.some((option) => option.value === known.code))
    posts.push({ value: known.code, label: known.name })
  return (
    <div className={css.form}>
      <Select
        label={t('advisory.checker')}
        value={post}
        options={[{ value: '', label: t('advisory.noPost') }, ...posts]}
        onChange={(event) => setPost(event.target.value)}
        autoFocus
      />
      <DateTimeField
        label={t('advisory.due')}
        hint={t('advisory.keepDue')}
        hasNoApproximate
        error={act.problem?.field === '/due_at' ? act.sentence : undefined}
        onRead={(value) => setDue(value === null ? null : value?.at)}
      />
      {act.sentence !== undefined && act.problem?.field !== '/due_at' && (
        <Notice tone="danger" role="alert" title={act.sentence} />
      )}
      <div className={css.acts}>
        <Button
          size="small"
          kind="filled"
          isPending={act.isPending}
          onPress={() => {
            if (due !== undefined) void act.run()
          }}
        >
          {t('advisory.assignSave')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
