import { useSpeech } from '@/i18n/advisory'
import { day } from '@/i18n/dates'
import { Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { type Advisory, type Match, productLine } from './advisory'
import css from './advisory.module.css'

/** How serious it is, in words. */
export function Marks({ advisory }: { advisory: Advisory }) {
  const { t } = useSpeech()
  const { severity, cvss, exploited, ransomware, tlp } = advisory
  return (
    <>
      {severity !== undefined && (
        <Chip tone={severity === 'critical' || severity === 'high' ? 'danger' : 'gray'}>
          {t(`advisory.severity.${severity}`)}
        </Chip>
      )}{' '}
      {cvss !== undefined && <Chip>{t('advisory.cvss', { score: cvss })}</Chip>}{' '}
      {exploited && <Chip tone="danger">{t('advisory.exploited')}</Chip>}{' '}
      {ransomware && <Chip tone="danger">{t('advisory.ransomware')}</Chip>}{' '}
      {tlp !== undefined && <Chip>{t('advisory.tlp', { label: tlp })}</Chip>}
    </>
  )
}

/** What the source says; the words behind the link stay there. */
export function Said({ advisory }: { advisory: Advisory }) {
  const { t, language } = useSpeech()
  const date = (at: string) => day(new Date(at), language)
  const { published_at, updated_at, link, cves, products, more_products = 0 } = advisory
  const shown = products.slice(0, 8)
  const rest = products.length - shown.length + more_products
  const rows = [
    { name: t('advisory.source'), value: advisory.source },
    published_at !== undefined && { name: t('advisory.published'), value: date(published_at) },
    updated_at !== undefined &&
      updated_at !== published_at && { name: t('advisory.updated'), value: date(updated_at) },
    cves.length > 0 && { name: t('advisory.cves'), value: cves.join('、') },
    products.length > 0 && {
      name: t('advisory.products'),
      value: (
        <>
          {shown
            .map((one) =>
              one.versions === undefined
                ? productLine(one)
                : `${productLine(one)}（${t('advisory.versions', { versions: one.versions })}）`,
            )
            .join('、')}
          {rest > 0 && ` ${t('advisory.moreProducts', { n: rest })}`}
        </>
      ),
    },
  ]
  return (
    <div>
      <Facts rows={rows.filter((row) => row !== false)} />
      {link !== undefined && (
        <a className={css.link} href={link} target="_blank" rel="noreferrer">
          {t('advisory.link', { source: advisory.source })}
        </a>
      )}
    </div>
  )
}

/** Why one thinks that it concerns a system. */
export function Why({ match }: { match: Match }) {
  const { t } = useSpeech()
  const versions = match.product?.versions
  return (
    <>
      {t('advisory.whyLine', {
        system: match.system.name ?? t('ui.erased'),
        software: [productLine(match.software), match.software.version].join(' ').trim(),
        words: match.words,
        how: t(`advisory.how.${match.how}`),
      })}
      {versions !== undefined && (
        <span className={css.sub}>　{t('advisory.theirs', { versions })}</span>
      )}
    </>
  )
}
