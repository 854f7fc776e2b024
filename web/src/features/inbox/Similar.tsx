import type { Schemas } from '@/api/client'
import { useT } from '@/i18n/inbox'
import { Button, ButtonLink } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { defanged } from '@/ui/defanged'
import css from './Rows.module.css'

type Hit = Schemas['Hits']['items'][number]

type Props = {
  hits: readonly Hit[] | undefined
  /** Chooses 「既存の事案にまとめる」 with this incident; absent where nothing is left to judge. */
  onJoin: ((incident: string) => void) | undefined
}

/** 似た受付・事案. A report joins an incident, never another report. */
export function Similar({ hits, onJoin }: Props) {
  const t = useT()
  const first = hits?.find((hit) => hit.kind === 'incident')?.id
  return (
    <section aria-labelledby="report-similar">
      <h3 id="report-similar">{t('inbox.report.similar')}</h3>
      {hits === undefined || hits.length === 0 ? (
        <p className={css.none}>
          {hits === undefined ? t('app.loading') : t('inbox.report.noSimilar')}
        </p>
      ) : (
        <ul className={css.rows}>
          {hits.map((hit) => (
            <li key={hit.id}>
              <span className={css.number}>{hit.number}</span>
              <span className={css.words}>
                {defanged(hit.title)}{' '}
                <Chip>
                  {hit.kind === 'incident'
                    ? t('inbox.report.isIncident')
                    : t('inbox.report.isReport')}
                </Chip>
                {hit.shared !== undefined && (
                  <small>{t('inbox.report.shared', { what: hit.shared.join('　') })}</small>
                )}
              </span>
              <span className={css.acts}>
                {hit.kind === 'incident' && onJoin !== undefined && (
                  <Button
                    kind="quiet"
                    size="small"
                    aria-label={t('inbox.report.joinTo', { number: hit.number })}
                    onPress={() => onJoin(hit.id)}
                    {...(hit.id === first && { keys: 'l' })}
                  >
                    {t('inbox.report.join')}
                  </Button>
                )}
                {hit.kind === 'incident' ? (
                  <ButtonLink
                    to="/incidents/$id"
                    params={{ id: hit.id }}
                    kind="quiet"
                    size="small"
                    aria-label={t('inbox.report.openOf', { number: hit.number })}
                  >
                    {t('inbox.report.open')}
                  </ButtonLink>
                ) : (
                  <ButtonLink
                    to="/inbox"
                    search={{ report: hit.id, state: 'all' }}
                    kind="quiet"
                    size="small"
                    aria-label={t('inbox.report.openOf', { number: hit.number })}
                  >
                    {t('inbox.report.open')}
                  </ButtonLink>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
