import { useT } from '@/i18n/misdelivery'
import css from './MisdeliveryPage.module.css'
import { type MisdeliveryDraft, meaningsOf } from './misdelivery'

/** What the contents may lead to, live. A 目安 of ours; the law's rows come with the incident. */
export function Meanings({ values }: { values: MisdeliveryDraft }) {
  const t = useT()
  return (
    <section className={css.meaning} aria-labelledby="misdelivery-meaning">
      <h2 id="misdelivery-meaning">
        {t('misdelivery.meaning')} <span className={css.mark}>{t('ui.target')}</span>
      </h2>
      <ul aria-live="polite">
        {meaningsOf(values).map((meaning) => (
          <li key={meaning}>{t(`misdelivery.means.${meaning}`)}</li>
        ))}
      </ul>
      <p className={css.lead}>{t('misdelivery.meaningNote')}</p>
    </section>
  )
}
