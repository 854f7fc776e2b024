import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/help'
import { Card } from '@/ui/Card'
import { Kbd } from '@/ui/Kbd'
import css from './HelpPage.module.css'

const parts = ['inbox', 'record', 'draft', 'lost', 'keys'] as const

/** One short page; the keys themselves are in the sheet under `?`. */
export default function HelpPage() {
  const t = useT()
  return (
    <Page title={t('help.title')}>
      <div className={css.help}>
        <p>{t('help.lead')}</p>
        {parts.map((part) => (
          <Card key={part} title={t(`help.${part}Title`)}>
            <p>{t(`help.${part}`)}</p>
            {part === 'keys' && (
              <p className={css.caps}>
                <Kbd keys="ctrl+k" /> <Kbd keys="?" />
              </p>
            )}
          </Card>
        ))}
        <Card title={t('help.licences')}>
          <p>{t('help.licencesWhat')}</p>
        </Card>
      </div>
    </Page>
  )
}
