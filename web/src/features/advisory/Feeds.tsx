import { api } from '@/api/client'
import { useNow } from '@/app/useNow'
import { useSpeech } from '@/i18n/advisory'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useAdvisoryAct } from './act'
import type { Advisories, Feed } from './advisory'
import css from './advisory.module.css'

type Props = { page: Advisories; mayAssess: boolean }

/** Where advisories come from, and when they did last. */
export default function Feeds({ page, mayAssess }: Props) {
  const { t } = useSpeech()
  const act = useAdvisoryAct(
    () => api.POST('/api/v1/advisories/polls'),
    () => say(t('advisory.pollSaid')),
  )
  const isNamed = page.feeds.some((feed) => feed.named)
  return (
    <Card
      title={t('advisory.feeds')}
      action={
        mayAssess &&
        isNamed && (
          <Button size="small" isPending={act.isPending} onPress={() => void act.run()}>
            {t('advisory.poll')}
          </Button>
        )
      }
    >
      {act.sentence !== undefined && <Notice tone="danger" role="alert" title={act.sentence} />}
      {!isNamed && (
        <p className={css.sub}>{t(page.polls ? 'advisory.noFeeds' : 'advisory.noPolls')}</p>
      )}
      {page.feeds.length > 0 && (
        <ul className={css.list}>
          {page.feeds.map((feed) => (
            <Line key={feed.name} feed={feed} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function Line({ feed }: { feed: Feed }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const at = feed.succeeded_at
  return (
    <li>
      <b>{feed.name}</b>{' '}
      <span className={css.sub}>
        {feed.named
          ? t('advisory.feedEvery', { n: feed.every_minutes ?? 0 })
          : t('advisory.feedByHand')}
        　
        {at === undefined
          ? t('advisory.feedNever')
          : t('advisory.feedFine', {
              time: dayAndClock(new Date(at), now, language),
              n: feed.count ?? 0,
            })}
      </span>
      {(feed.left_out ?? 0) > 0 && (
        <p className={css.warn}>{t('advisory.feedLeftOut', { n: feed.left_out ?? 0 })}</p>
      )}
    </li>
  )
}
