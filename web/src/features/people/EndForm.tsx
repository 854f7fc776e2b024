import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useT } from '@/i18n/people'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useTeamAct } from './acts'
import css from './people.module.css'
import type { Post } from './roll'

/** 代行を終える, with what the other should know. */
export default function EndForm({ post, onClose }: { post: Post; onClose: () => void }) {
  const t = useT()
  const { values, change, discard } = useDraftForm(`people/end/${post.code}`, { note: '' })
  const note = values.note.trim()
  const act = useTeamAct(
    () =>
      api.POST('/api/v1/team/stand-ins/{post}/end', {
        params: { path: { post: post.code } },
        body: note === '' ? {} : { note },
      }),
    () => {
      discard()
      say(t('people.endSaid', { post: post.name }))
      onClose()
    },
  )
  return (
    <Card level={3} title={t('people.endNamed', { post: post.name })}>
      <div className={css.form}>
        <p className={css.sub}>{t('people.endWhat', { post: post.name })}</p>
        <TextArea
          label={t('people.endNote')}
          hint={t('people.endNoteHint')}
          rows={1}
          maxLength={500}
          value={values.note}
          onChange={(event) => change({ note: event.target.value })}
          autoFocus
        />
        {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
        <div className={css.acts}>
          <Button size="small" isPending={act.isPending} onPress={() => void act.run()}>
            {t('people.end')}
          </Button>
          <Button size="small" kind="text" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
