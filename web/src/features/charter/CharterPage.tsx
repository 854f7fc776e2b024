import { useNavigate, useSearch } from '@tanstack/react-router'
import { query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { CharterPart } from '@/app/router'
import { useMay } from '@/app/session'
import { Page } from '@/app/shell/Page'
import { useSpeech, useT } from '@/i18n/charter'
import { day } from '@/i18n/dates'
import { Card, Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { Loading, Notice } from '@/ui/Notice'
import { Tabs } from '@/ui/Tabs'
import css from './charter.module.css'

type Charter = Schemas['Charter']

const EditPart = later(async () => ({ default: (await import('./EditPart')).EditPart }))
const RightsPart = later(async () => ({ default: (await import('./RightsPart')).RightsPart }))
const FilePart = later(async () => ({ default: (await import('./FilePart')).FilePart }))
const TeamPart = later(async () => ({ default: (await import('./TeamPart')).TeamPart }))
const PublicityPart = later(async () => ({
  default: (await import('./PublicityPart')).PublicityPart,
}))

/** 要綱・連絡先: the charter as it is in force, what it leaves open, and who holds which post. */
export default function CharterPage() {
  const { t, language } = useSpeech()
  const navigate = useNavigate({ from: '/charter' })
  const { part: asked = 'articles' } = useSearch({ from: '/charter' })
  const mayAmend = useMay('charter.amend')
  const { data: charter, error } = query.useQuery('get', '/api/v1/charter')
  if (charter === undefined) {
    return (
      <Page title={t('charter.title')}>
        {error === null ? (
          <Loading />
        ) : (
          <Notice tone="danger" role="alert" title={asProblem(error).message} />
        )}
      </Page>
    )
  }
  const enacted = new Date(`${charter.date}T00:00:00+09:00`)
  const tabs = [
    { value: 'articles' as const, label: t('charter.articles') },
    { value: 'tables' as const, label: t('charter.tables') },
    {
      value: 'blanks' as const,
      label: t('charter.blanks'),
      count: String(charter.blanks.length),
    },
    { value: 'edit' as const, label: t('charter.edit') },
    ...(mayAmend
      ? [
          { value: 'rights' as const, label: t('charter.rights') },
          { value: 'file' as const, label: t('charter.file') },
        ]
      : []),
    { value: 'team' as const, label: t('charter.team') },
    { value: 'publicity' as const, label: t('charter.publicity') },
    { value: 'versions' as const, label: t('charter.versions') },
  ]
  // An address somebody was sent may name a tab that is not theirs.
  const part = tabs.some((tab) => tab.value === asked) ? asked : 'edit'
  const goTo = (to: CharterPart) =>
    void navigate({ search: to === 'articles' ? {} : { part: to }, resetScroll: false })
  return (
    <Page
      title={t('charter.title')}
      meta={
        <>
          <b>{charter.title}</b>
          <span className="num">
            {t('charter.meta', {
              number: charter.number,
              date: day(enacted, language),
              version: charter.version,
            })}
          </span>
        </>
      }
    >
      <Tabs label={t('charter.parts')} tabs={tabs} value={part} onChange={goTo}>
        {part === 'articles' && <Articles charter={charter} />}
        {part === 'tables' && <Tables charter={charter} />}
        {part === 'blanks' && <Blanks charter={charter} />}
        {part === 'edit' && <EditPart charter={charter} />}
        {part === 'rights' && <RightsPart charter={charter} />}
        {part === 'file' && <FilePart />}
        {part === 'team' && <TeamPart />}
        {part === 'publicity' && <PublicityPart />}
        {part === 'versions' && <Versions charter={charter} />}
      </Tabs>
    </Page>
  )
}

function Articles({ charter }: { charter: Charter }) {
  return (
    <div className={css.articles}>
      {charter.articles.map((article) => (
        <section key={article.number} className={css.article}>
          <h2>
            <span>{article.number}</span> {article.heading}
          </h2>
          <p>{article.text}</p>
        </section>
      ))}
    </div>
  )
}

function Tables({ charter }: { charter: Charter }) {
  const t = useT()
  const { contact } = charter
  return (
    <div className={css.stack}>
      <Card title={t('charter.contact')}>
        <Facts
          rows={[
            { name: t('charter.name'), value: contact.name },
            { name: t('charter.section'), value: contact.section },
            { name: t('charter.address'), value: contact.address },
            { name: t('charter.hours'), value: contact.hours },
            {
              name: t('charter.phone'),
              value: t('charter.phoneWith', contact),
            },
            {
              name: t('charter.mail'),
              value: contact.mail.map((one) => t('charter.mailOn', one)).join('\n'),
            },
            { name: t('charter.items'), value: contact.items.join('\n') },
          ]}
        />
      </Card>
      <Card title={t('charter.categories')}>
        <dl className={css.terms}>
          {charter.categories.map((category) => (
            <div key={category.code}>
              <dt>{category.name}</dt>
              <dd>
                <p>{category.definition}</p>
                <ul className={css.subtypes}>
                  {category.subtypes.map((subtype) => (
                    <li key={subtype.code}>
                      {subtype.name}
                      {!subtype.in_charter && <small>{t('charter.notInCharter')}</small>}
                    </li>
                  ))}
                </ul>
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card title={t('charter.roles')}>
        <dl className={css.terms}>
          {charter.roles.map((role) => (
            <div key={role.code}>
              <dt>{role.name}</dt>
              <dd>
                <p>{role.duty}</p>
                {role.holder !== '' && (
                  <p className={css.sub}>{t('charter.holder', { holder: role.holder })}</p>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  )
}

function Blanks({ charter }: { charter: Charter }) {
  const t = useT()
  return (
    <Card title={t('charter.blanksTitle', { n: charter.blanks.length })}>
      <p className={css.sub}>
        {charter.blanks.length === 0 ? t('charter.noBlanks') : t('charter.blanksWhat')}
      </p>
      <ul className={css.list}>
        {charter.blanks.map((blank) => (
          <li key={`${blank.article} ${blank.text}`}>
            <Chip>{blank.article}</Chip>
            <p className={css.strong}>{blank.text}</p>
            <p>{t('charter.remedy', { remedy: blank.remedy })}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Versions({ charter }: { charter: Charter }) {
  const { t, language } = useSpeech()
  return (
    <Card title={t('charter.versions')}>
      <ul className={css.list}>
        {charter.versions.map((one) => (
          <li key={`${one.version} ${one.loaded_at}`}>
            <p className={css.strong}>
              <span className="num">{t('charter.version', { version: one.version })}</span>{' '}
              {one.version === charter.version && <Chip tone="ok">{t('charter.current')}</Chip>}
            </p>
            <p className={css.sub}>
              {t('charter.loaded', {
                time: day(new Date(one.loaded_at), language),
                name: one.by.name,
              })}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
