import { useRef, useState } from 'react'
import { api } from '@/api/client'
import { useNow } from '@/app/useNow'
import { day, daysApart } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { Card, Facts } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useRegistryAct } from './act'
import {
  type Contact,
  type Contractor,
  callOrder,
  checkedState,
  dateOf,
  dialled,
  isDayAndNight,
  isOver,
  type Registry,
} from './registry'
import css from './registry.module.css'

const ContractorForm = later(() => import('./ContractorForm'))
const ErasureForm = later(() => import('./ErasureForm'))
const EndForm = later(() => import('./EndForm'))

type Props = { contractor: Contractor; registry: Registry; mayManage: boolean }
type Open = 'change' | 'erasure' | 'end'

/** One company: whom to call first, then what the contract says. */
export function ContractorCard({ contractor, registry, mayManage }: Props) {
  const t = useT()
  const [open, setOpen] = useState<Open>()
  const name = contractor.name ?? t('ui.erased')
  const box = useRef<HTMLDivElement>(null)
  const close = () => {
    setOpen(undefined)
    box.current?.focus()
  }
  return (
    <Card
      title={
        <>
          {name} <Marks contractor={contractor} />
        </>
      }
    >
      {/* Where the focus is when a form of this card has closed. */}
      <div ref={box} tabIndex={-1} className={css.facts}>
        {open === 'change' ? (
          <ContractorForm contractor={contractor} registry={registry} onClose={close} />
        ) : (
          <>
            <div className={css.columns}>
              <Contacts contractor={contractor} />
              <Contract contractor={contractor} registry={registry} />
            </div>
            {open === 'erasure' && <ErasureForm contractor={contractor} onClose={close} />}
            {open === 'end' && (
              <EndForm kind="contractors" id={contractor.id} name={name} onClose={close} />
            )}
            {mayManage && open === undefined && (
              <Acts contractor={contractor} name={name} onOpen={setOpen} />
            )}
          </>
        )}
      </div>
    </Card>
  )
}

function Marks({ contractor }: { contractor: Contractor }) {
  const t = useT()
  const now = useNow(60_000)
  return (
    <>
      {contractor.tier > 0 && <Chip>{t('registry.tier', { n: contractor.tier })}</Chip>}{' '}
      {contractor.ended ? (
        <Chip>{t('registry.ended')}</Chip>
      ) : (
        isOver(contractor, now) && <Chip tone="warn">{t('registry.over')}</Chip>
      )}{' '}
      {contractor.owes_erasure && (contractor.ended || isOver(contractor, now)) && (
        <Chip tone="danger">{t('registry.owes')}</Chip>
      )}
    </>
  )
}

function Contacts({ contractor }: { contractor: Contractor }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const state = checkedState(contractor, now)
  const contacts = callOrder(contractor.contacts)
  const at = contractor.checked_at
  return (
    <div>
      <h3>{t('registry.contacts')}</h3>
      {contacts.length === 0 && <p className={css.warn}>{t('registry.noContacts')}</p>}
      <ul className={css.contacts}>
        {contacts.map((contact) => (
          <ContactRow key={JSON.stringify(contact)} contact={contact} />
        ))}
      </ul>
      {contacts.length > 0 && !contractor.ended && (
        <p className={state === 'fresh' ? css.sub : css.warn}>
          {at === undefined
            ? t('registry.neverChecked')
            : t(state === 'old' ? 'registry.checkedOld' : 'registry.checked', {
                date: day(new Date(at), language),
                name: contractor.checked_by?.name ?? '',
                n: daysApart(new Date(at), now),
              })}
        </p>
      )}
    </div>
  )
}

function ContactRow({ contact }: { contact: Contact }) {
  const { duty, hours, mail, name, phone } = contact
  return (
    <li>
      <b>{name}</b> {duty !== undefined && <span className={css.sub}>{duty}</span>}
      <div className={css.reach}>
        {phone !== undefined && (
          <a className="num" href={`tel:${dialled(phone)}`}>
            {phone}
          </a>
        )}
        {mail !== undefined && <a href={`mailto:${mail.normalize('NFKC')}`}>{mail}</a>}
        {hours !== undefined &&
          (isDayAndNight(contact) ? <Chip tone="key">{hours}</Chip> : <span>{hours}</span>)}
      </div>
    </li>
  )
}

function Contract({ contractor, registry }: Omit<Props, 'mayManage'>) {
  const { t, language } = useSpeech()
  const { contract_until, erased_on, erasure_duty, erasure_proof, services } = contractor
  const above = registry.contractors.find((one) => one.id === contractor.works_for)
  const systems = registry.systems.filter((one) => one.contractor === contractor.id && !one.ended)
  const rows = [
    services !== undefined && { name: t('registry.services'), value: services },
    above !== undefined && {
      name: t('registry.worksFor'),
      value: above.name ?? t('ui.erased'),
    },
    {
      name: t('registry.untilShort'),
      value:
        contract_until === undefined
          ? t('registry.noUntil')
          : t('registry.untilDay', { date: day(dateOf(contract_until), language) }),
    },
    {
      name: t('registry.erasureShort'),
      value: (
        <>
          <p>{erasure_duty ?? t('registry.noDuty')}</p>
          {erased_on !== undefined ? (
            <p>
              {t('registry.erasedOn', { date: day(dateOf(erased_on), language) })}
              {erasure_proof !== undefined && `　${erasure_proof}`}
            </p>
          ) : (
            contractor.owes_erasure && <p className={css.warn}>{t('registry.owesWhat')}</p>
          )}
        </>
      ),
    },
    systems.length > 0 && {
      name: t('registry.systems'),
      value: systems.map((one) => one.name ?? t('ui.erased')).join('、'),
    },
  ]
  return (
    <div>
      <h3>{t('registry.contract')}</h3>
      <Facts rows={rows.filter((row) => row !== false)} />
    </div>
  )
}

type ActsProps = { contractor: Contractor; name: string; onOpen: (what: Open) => void }

function Acts({ contractor, name, onOpen }: ActsProps) {
  const t = useT()
  const check = useRegistryAct(
    () =>
      api.POST('/api/v1/registry/contractors/{contractor}/check', {
        params: { path: { contractor: contractor.id } },
      }),
    () => say(t('registry.checkSaid', { name })),
  )
  return (
    <>
      {check.sentence !== undefined && <Notice tone="danger" role="alert" title={check.sentence} />}
      <div className={css.acts}>
        {!contractor.ended && contractor.contacts.length > 0 && (
          <Button
            size="small"
            isPending={check.isPending}
            aria-label={t('registry.checkNamed', { name })}
            onPress={() => void check.run()}
          >
            {t('registry.check')}
          </Button>
        )}
        {!contractor.ended && (
          <Button
            size="small"
            kind="quiet"
            aria-label={t('registry.changeNamed', { name })}
            onPress={() => onOpen('change')}
          >
            {t('registry.change')}
          </Button>
        )}
        {contractor.owes_erasure && (
          <Button
            size="small"
            kind="quiet"
            aria-label={t('registry.proveNamed', { name })}
            onPress={() => onOpen('erasure')}
          >
            {t('registry.prove')}
          </Button>
        )}
        {!contractor.ended && (
          <Button
            size="small"
            kind="text"
            aria-label={t('registry.endNamed', { name })}
            onPress={() => onOpen('end')}
          >
            {t('registry.end')}
          </Button>
        )}
      </div>
    </>
  )
}
