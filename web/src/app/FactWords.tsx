import type { Schemas } from '@/api/client'
import { useT } from '@/i18n'
import css from './FactWords.module.css'

/** A value with how sure it is. What is not known is said as large as a value, and never 「なし」. */
export function FactWords({ fact }: { fact: Schemas['Fact'] }) {
  const t = useT()
  const shown = fact.shown ?? fact.value ?? ''
  // 「1,284人（確定・実人数）」: the value stands out, how sure it is stands beside it.
  const [, value = shown, sure = ''] = /^(.*?)([（(].*[）)])$/.exec(shown) ?? []
  switch (fact.state) {
    case 'known':
      return (
        <span className="num">
          <b>{value}</b>
          {sure}
        </span>
      )
    case 'investigating':
      return <span className={css.open}>{t('ui.investigating')}</span>
    case 'unknown':
      return <span className={css.open}>{t('ui.unknown')}</span>
    case 'not_applicable':
      return <span>{t('ui.notApplicable')}</span>
  }
}
