import { Link } from '@tanstack/react-router'
import { query } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useMay } from '@/app/session'
import { useSpeech } from '@/i18n/hunt'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Loading, Notice } from '@/ui/Notice'
import shared from '../incident.module.css'
import { useRoom } from '../room'
import { ByRule } from './ByRule'
import { Found } from './Found'
import css from './hunt.module.css'
import { lastOfEach, useHunt } from './useHunt'

/** 捜索: the files, looked through with the detection rules, and what was found. */
export default function HuntPart() {
  const { t } = useSpeech()
  const { incident } = useRoom()
  const mayRead = useMay('log.read')
  const { at, failed, ended, run } = useHunt(incident)
  const { data, error } = query.useQuery('get', '/api/v1/incidents/{id}/hunts', {
    params: { path: { id: incident.id } },
  })
  if (error !== null) return <Notice tone="danger" role="alert" title={asProblem(error).message} />
  if (data === undefined) return <Loading />
  const files = incident.attachments
  const hunts = lastOfEach(data.items, files)
  return (
    <Card title={t('hunt.title')}>
      <div className={css.hunt}>
        <p className={shared.sub}>
          {t('hunt.what')}
          {mayRead && (
            <>
              {' '}
              <Link to="/logs/rules">{t('hunt.toRules')}</Link>
            </>
          )}
        </p>
        {!data.set_up && <p className={shared.why}>{t('hunt.notSetUp')}</p>}
        {data.set_up && files.length === 0 && <p className={shared.why}>{t('hunt.noFiles')}</p>}
        {data.set_up && files.length > 0 && (
          <div>
            <Button kind="filled" onPress={() => void run()} isPending={at !== undefined}>
              {t('hunt.start')}
            </Button>
          </div>
        )}
        <p role="status">
          {at !== undefined && t('hunt.running', { ...at, of: files.length })}
          {ended !== undefined && t('hunt.ended', ended)}
        </p>
        {failed.map((one) => (
          <Notice key={one.name} tone="danger" role="alert" title={t('hunt.failed', one)} />
        ))}
        {hunts.length > 0 && <ByRule hunts={hunts} />}
        {hunts.length > 0 && <Found hunts={hunts} />}
      </div>
    </Card>
  )
}
