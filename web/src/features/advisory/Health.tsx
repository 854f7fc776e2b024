import { useState } from 'react'
import { api } from '@/api/client'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/advisory'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import { type Advisories, deadFeeds } from './advisory'
import css from './advisory.module.css'

type Props = { page: Advisories; mayAssess: boolean }

/** What keeps advisories from coming: said first, because nobody misses what never came. */
export function Health({ page, mayAssess }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  return (
    <>
      {page.trouble !== undefined && (
        <Notice tone="danger" title={t('advisory.settingsWrong')}>
          {page.trouble}
        </Notice>
      )}
      {deadFeeds(page.feeds).map((feed) => (
        <Notice key={feed.name} tone="danger" title={t('advisory.dead', { feed: feed.name })}>
          {t('advisory.deadSince', {
            time: dayAndClock(new Date(feed.failed_since ?? ''), now, language),
          })}{' '}
          {feed.trouble}
        </Notice>
      ))}
      {page.gaps.map((gap) => (
        <GapNotice key={gap.id} gap={gap} mayAssess={mayAssess} />
      ))}
      {page.systems_without_software > 0 && (
        <p className={css.warn}>{t('advisory.noSoftware', { n: page.systems_without_software })}</p>
      )}
    </>
  )
}

function GapNotice({ gap, mayAssess }: { gap: Advisories['gaps'][number]; mayAssess: boolean }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const [isOpen, setOpen] = useState(false)
  return (
    <Notice tone="warn" title={t('advisory.gap', { feed: gap.feed })}>
      <p>
        {t('advisory.gapWhat', {
          last: dayAndClock(new Date(gap.last_at ?? gap.found_at), now, language),
        })}
      </p>
      {mayAssess && !isOpen && (
        <Button
          size="small"
          aria-label={t('advisory.gapCheckNamed', { feed: gap.feed })}
          onPress={() => setOpen(true)}
        >
          {t('advisory.gapCheck')}
        </Button>
      )}
      {isOpen && <GapForm gap={gap} onClose={() => setOpen(false)} />}
    </Notice>
  )
}

function GapForm({ gap, onClose }: { gap: Advisories['gaps'][number]; onClose: () => void }) {
  const t = useT()
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const text = note.trim()
  const act = useAdvisoryAct(
    () =>
      api.POST('/api/v1/advisories/gaps/{gap}/check', {
        params: { path: { gap: gap.id } },
        body: { note: text },
      }),
    () => say(t('advisory.gapSaid')),
  )
  const go = () => {
    setTried(true)
    if (text !== '') void act.run()
  }
  return (
    <div className={css.form}>
      <Field
        label={t('advisory.gapNote')}
        hint={t('advisory.gapNoteHint')}
        isRequired
        maxLength={500}
        value={note}
        error={isTried && text === '' ? t('advisory.noteBlank') : undefined}
        onChange={(event) => setNote(event.target.value)}
        autoFocus
      />
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      <div className={css.acts}>
        <Button size="small" isPending={act.isPending} onPress={go}>
          {t('advisory.gapCheck')}
        </Button>
        <Button size="small" kind="text" onPress={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
