import type { Schemas } from '@/api/client'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech } from '@/i18n/logs'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Notice } from '@/ui/Notice'
import css from './logs.module.css'

type Props = { sources: Schemas['LogSources']; onChoose: (host: string) => void }

/** 届いている機器: who speaks, who has fallen silent, and what did not get in. */
export function Sources({ sources, onChoose }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(15_000)
  const machines = [...sources.machines].sort(
    (a, b) => Number(b.silent) - Number(a.silent) || a.host.localeCompare(b.host),
  )
  const { dropped = 0, refused = 0, damaged_files: damaged = 0 } = sources
  return (
    <Card title={t('logs.sources')}>
      {sources.trouble !== undefined && (
        <Notice tone="danger" role="alert">
          {sources.trouble}
        </Notice>
      )}
      <p className={css.sub}>{t('logs.sourcesWhat')}</p>
      {machines.length === 0 && <p>{t('logs.noMachines')}</p>}
      <ul className={css.machines}>
        {machines.map((machine) => (
          <li key={`${machine.host} ${machine.sender}`}>
            <button type="button" onClick={() => onChoose(machine.host)}>
              {machine.host}
            </button>
            {machine.silent && <Chip tone="warn">{t('logs.silent')}</Chip>}
            <small className="num">
              {[
                machine.sender !== machine.host && machine.sender,
                t('logs.count', { n: machine.count.toLocaleString() }),
                t('logs.last', { time: dayAndClock(new Date(machine.last_at), now, language) }),
              ]
                .filter(Boolean)
                .join('　')}
            </small>
          </li>
        ))}
      </ul>
      <p className={`${css.sub} num`}>
        {t('logs.doors')}{' '}
        {sources.doors
          .map((door) => `${door.way.replace('_', ' ').toUpperCase()} ${door.address}`)
          .join('、')}
      </p>
      <p className={`${css.sub} num`}>
        {t('logs.total', {
          n: (sources.total ?? 0).toLocaleString(),
          size: `${((sources.bytes ?? 0) / 1_000_000).toFixed(1)} MB`,
        })}
      </p>
      {dropped > 0 && <Notice tone="warn">{t('logs.dropped', { n: dropped })}</Notice>}
      {refused > 0 && (
        <Notice tone="info">
          {t('logs.refused', { n: refused, address: sources.last_refused ?? '' })}
        </Notice>
      )}
      {damaged > 0 && <Notice tone="warn">{t('logs.damaged', { n: damaged })}</Notice>}
    </Card>
  )
}
