import { useSpeech } from '@/i18n/hunt'
import { Chip } from '@/ui/Chip'
import shared from '../incident.module.css'
import css from './hunt.module.css'
import { byRule, type OverFiles, tones } from './overFiles'
import type { Hunt } from './useHunt'

/** All files at once: which rule fits, in which of them, how often. */
export function ByRule({ hunts }: { hunts: readonly Hunt[] }) {
  const { t, language } = useSpeech()
  const rules = byRule(hunts)
  const files = hunts.length
  const unread = hunts.filter((hunt) => hunt.events === 0)
  const names = unread.map((hunt) => (hunt.name === '' ? t('hunt.erasedName') : hunt.name))
  return (
    <section aria-label={t('hunt.byRule')} className={css.byRule}>
      <h3>{t('hunt.byRule')}</h3>
      <p className={shared.sub}>
        {rules.length === 0
          ? t('hunt.nothingIn', { files })
          : t('hunt.byRuleWhat', { files, rules: rules.length })}
      </p>
      {names.length > 0 && (
        <p className={shared.why}>
          {t('hunt.unread', { names: names.join(language === 'ja' ? '、' : ', ') })}
        </p>
      )}
      {rules.length > 0 && <Table rules={rules} />}
    </section>
  )
}

function Table({ rules }: { rules: OverFiles[] }) {
  const { t } = useSpeech()
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t('hunt.columnRule')}</th>
          <th scope="col">{t('hunt.columnFiles')}</th>
          <th scope="col" className={css.number}>
            {t('hunt.columnCount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <tr key={rule.key}>
            <th scope="row">
              <Chip tone={tones[rule.level]}>{t(`hunt.level.${rule.level}`)}</Chip> {rule.title}
            </th>
            <td>
              <ul>
                {rule.files.map((file) => (
                  <li key={file.hunt}>
                    {file.name === '' ? t('hunt.erasedName') : file.name}{' '}
                    <span className="num">{t('hunt.count', { n: file.count })}</span>
                  </li>
                ))}
              </ul>
            </td>
            <td className={`${css.number} num`}>{rule.count.toLocaleString()}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
