import { useT } from '@/i18n/monitors'
import { Notice } from '@/ui/Notice'
import type { Difference } from './monitors'
import css from './monitors.module.css'

type Feature = Difference['added'][number]

/** Both pages side by side, as text: nothing of a stranger's page is drawn. */
export function Changed({ difference }: { difference: Difference | undefined }) {
  const t = useT()
  if (difference === undefined) return <p className={css.sub}>{t('monitors.noDifference')}</p>
  const hasTitle = difference.title_after !== undefined
  if (
    difference.rows.length + difference.added.length + difference.removed.length === 0 &&
    !hasTitle
  )
    return <p className={css.sub}>{t('monitors.same')}</p>
  return (
    <section className={css.changed} aria-label={t('monitors.changedTitle')}>
      <h3>{t('monitors.changedTitle')}</h3>
      {difference.boasts.length > 0 && (
        <Notice
          tone="danger"
          title={t('monitors.boasts', { words: difference.boasts.join('、') })}
        />
      )}
      {difference.emptied && <Notice tone="danger" title={t('monitors.emptied')} />}
      {hasTitle && (
        <p>
          {t('monitors.titleChanged', {
            before: difference.title_before ?? '',
            after: difference.title_after ?? '',
          })}
        </p>
      )}
      <Features title={t('monitors.added')} features={difference.added} />
      <Features title={t('monitors.removed')} features={difference.removed} />
      {difference.rows.length > 0 && <Rows rows={difference.rows} />}
      {difference.cut && <p className={css.sub}>{t('monitors.cutPage')}</p>}
    </section>
  )
}

function Features({ title, features }: { title: string; features: readonly Feature[] }) {
  const t = useT()
  if (features.length === 0) return null
  return (
    <div>
      <h4>{title}</h4>
      <ul className={css.features}>
        {features.map(({ kind, place }) => (
          <li key={`${kind} ${place}`}>
            {t('monitors.featureLine', {
              kind: t(`monitors.feature.${kind}`),
              place: place === 'self' ? t('monitors.self') : place,
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}

function Rows({ rows }: { rows: Difference['rows'] }) {
  const t = useT()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className={css.scroll} tabIndex={0} aria-label={t('monitors.table')}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t('monitors.before')}</th>
            <th scope="col">{t('monitors.after')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no id and are never reordered.
            <tr key={place} className={css[row.kind]}>
              {row.kind === 'gap' ? (
                <td colSpan={2}>{t('monitors.gap', { n: row.count ?? 0 })}</td>
              ) : (
                <>
                  <Side text={row.before} kind={row.kind} isHidden={row.hidden} tag="del" />
                  <Side text={row.after} kind={row.kind} isHidden={row.hidden} tag="ins" />
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type SideProps = {
  text: string | undefined
  kind: 'same' | 'changed'
  isHidden: boolean | undefined
  tag: 'del' | 'ins'
}

function Side({ text = '', kind, isHidden = false, tag: Tag }: SideProps) {
  const t = useT()
  if (text === '') return <td className={css.nothing}>{t('monitors.nothing')}</td>
  return (
    <td>
      {isHidden && <b>{t('monitors.hiddenLine')}</b>}
      {kind === 'changed' ? <Tag>{text}</Tag> : text}
    </td>
  )
}
