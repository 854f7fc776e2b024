import { useSession } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useT } from '@/i18n/help'
import { Card } from '@/ui/Card'
import { Kbd } from '@/ui/Kbd'
import css from './HelpPage.module.css'

const parts = [
  'inbox',
  'files',
  'hunt',
  'alerts',
  'monitors',
  'advisories',
  'logs',
  'rules',
  'bundles',
  'record',
  'asks',
  'engaging',
  'engaged',
  'looks',
  'registry',
  'settings',
  'reshuffle',
  'breakGlass',
  'draft',
  'lost',
  'signIn',
  'keys',
] as const

/** Parts that are of use only to whom these actions are open. */
const needs: Partial<Record<(typeof parts)[number], string>> = {
  inbox: 'report.read',
  files: 'report.read',
  hunt: 'incident.read',
  alerts: 'alert.read',
  monitors: 'alert.read',
  advisories: 'advisory.read',
  logs: 'log.read',
  rules: 'log.read',
  bundles: 'bundle.carry',
  record: 'incident.record',
  asks: 'ask.answer',
  engaging: 'engagement.propose',
  engaged: 'engagement.see',
  looks: 'access.read',
  registry: 'registry.read',
  settings: 'charter.amend',
  reshuffle: 'team.manage',
  breakGlass: 'team.manage',
}

/** One short page; the keys themselves are in the sheet under `?`. */
export default function HelpPage() {
  const t = useT()
  const { may } = useSession().session
  const shown = parts.filter((part) => may.includes(needs[part] ?? '') || needs[part] === undefined)
  return (
    <Page title={t('help.title')}>
      <div className={css.help}>
        <p>{t('help.lead')}</p>
        {shown.map((part) => (
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
