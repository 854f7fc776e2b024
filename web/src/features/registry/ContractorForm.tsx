import { useRef, useState } from 'react'
import { api } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { isoDay } from '@/app/tenures'
import { useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { Comparison } from '@/ui/Comparison'
import { DateTimeField } from '@/ui/DateTimeField'
import { Field, Select, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useRegistryAct } from './act'
import {
  type ContactValues,
  type Contractor,
  type ContractorValues,
  contactLines,
  contactsMax,
  dateOf,
  differences,
  inputOf,
  mayWorkFor,
  nameless,
  noContact,
  type Registry,
  type Told,
  valuesOf,
} from './registry'
import css from './registry.module.css'

type Props = { contractor?: Contractor; registry: Registry; onClose: () => void }

/** A contractor, new or as it is; the whole row is written. */
export default function ContractorForm({ contractor, registry, onClose }: Props) {
  const t = useT()
  const { values, change, discard, restoredAt } = useDraftForm(
    `registry/contractor/${contractor?.id ?? 'new'}`,
    valuesOf(contractor),
  )
  const [isDateWrong, setDateWrong] = useState(false)
  const [isTried, setTried] = useState(false)
  const act = useRegistryAct(
    (rev: number) => {
      const body = inputOf(values)
      return contractor === undefined
        ? api.POST('/api/v1/registry/contractors', { body })
        : api.PUT('/api/v1/registry/contractors/{contractor}', {
            params: { path: { contractor: contractor.id }, header: { 'If-Match': `"${rev}"` } },
            body,
          })
    },
    () => {
      discard()
      say(t('registry.saved', { name: values.name.trim() }))
      onClose()
    },
  )
  const isBlank = values.name.trim() === ''
  const unnamed = nameless(values.contacts)
  const go = () => {
    setTried(true)
    if (!isBlank && unnamed.length === 0 && !isDateWrong) void act.run(values.rev)
  }
  const nameOf = (id: string) =>
    id === ''
      ? t('registry.direct')
      : (registry.contractors.find((one) => one.id === id)?.name ?? t('ui.erased'))
  const fields: Told<ContractorValues>[] = [
    { label: t('registry.name'), told: (one) => one.name },
    { label: t('registry.services'), told: (one) => one.services },
    { label: t('registry.worksFor'), told: (one) => nameOf(one.works_for) },
    { label: t('registry.contacts'), told: (one) => contactLines(one.contacts) },
    { label: t('registry.until'), told: (one) => one.contract_until },
    { label: t('registry.erasure'), told: (one) => one.erasure_duty },
  ]
  const isOld = contractor !== undefined && values.rev !== contractor.rev
  const above = mayWorkFor(registry.contractors, contractor?.id)
  const until = values.contract_until
  return (
    <div className={css.form}>
      {isOld && (
        <Comparison
          differences={differences(fields, values, valuesOf(contractor))}
          isPending={act.isPending}
          onKeepMine={() => void act.run(contractor.rev)}
          onTakeTheirs={discard}
        />
      )}
      <Field
        label={t('registry.name')}
        isRequired
        maxLength={100}
        value={values.name}
        error={isTried && isBlank ? t('registry.nameBlank') : undefined}
        onChange={(event) => change({ name: event.target.value })}
        autoFocus
      />
      <TextArea
        label={t('registry.services')}
        rows={1}
        maxLength={1000}
        value={values.services}
        onChange={(event) => change({ services: event.target.value })}
      />
      <Select
        label={t('registry.worksFor')}
        hint={t('registry.worksForHint')}
        value={values.works_for}
        error={act.problem?.field === '/works_for' ? act.sentence : undefined}
        onChange={(event) => change({ works_for: event.target.value })}
        options={[
          { value: '', label: t('registry.direct') },
          ...above.map((one) => ({ value: one.id, label: one.name ?? t('ui.erased') })),
        ]}
      />
      <ContactFields
        contacts={values.contacts}
        unnamed={isTried ? unnamed : []}
        onChange={(contacts) => change({ contacts })}
      />
      <DateTimeField
        key={restoredAt?.getTime() ?? 0}
        label={t('registry.until')}
        hint={t('registry.untilHint')}
        isDayOnly
        hasNoApproximate
        initial={
          until === '' ? undefined : { at: dateOf(until), precision: 'day', isApproximate: false }
        }
        onRead={(value) => {
          setDateWrong(value === undefined)
          if (value !== undefined) change({ contract_until: value ? isoDay(value.at) : '' })
        }}
      />
      <TextArea
        label={t('registry.erasure')}
        hint={t('registry.erasureHint')}
        rows={1}
        maxLength={1000}
        value={values.erasure_duty}
        onChange={(event) => change({ erasure_duty: event.target.value })}
      />
      {act.sentence !== undefined && !isOld && act.problem?.field !== '/works_for' && (
        <Notice tone="danger" role="alert" title={act.sentence} />
      )}
      <div className={css.acts}>
        <Button size="small" isPending={act.isPending} isDisabled={isOld} onPress={go}>
          {t('registry.save')}
        </Button>
        <Button
          size="small"
          kind="text"
          onPress={() => {
            discard()
            onClose()
          }}
        >
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}

type ContactsProps = {
  contacts: readonly ContactValues[]
  unnamed: readonly number[]
  onChange: (contacts: readonly ContactValues[]) => void
}

function ContactFields({ contacts, unnamed, onChange }: ContactsProps) {
  const t = useT()
  const adder = useRef<HTMLButtonElement>(null)
  const set = (at: number, part: Partial<ContactValues>) =>
    onChange(contacts.map((one, place) => (place === at ? { ...one, ...part } : one)))
  const field = (
    at: number,
    key: keyof ContactValues,
    more: Partial<Parameters<typeof Field>[0]>,
  ) => (
    <Field
      label={t(`registry.contact.${key}`)}
      maxLength={100}
      autoComplete="off"
      value={contacts[at]?.[key] ?? ''}
      onChange={(event) => set(at, { [key]: event.target.value })}
      {...more}
    />
  )
  return (
    <>
      {contacts.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a contact has nothing of its own but its place.
        <fieldset key={at} className={css.contact}>
          <legend>{t('registry.contactN', { n: at + 1 })}</legend>
          {field(at, 'name', {
            error: unnamed.includes(at) ? t('registry.contactBlank') : undefined,
          })}
          {field(at, 'duty', { hint: t('registry.contact.dutyHint') })}
          {field(at, 'phone', { inputMode: 'tel', maxLength: 40 })}
          {field(at, 'mail', { inputMode: 'email', maxLength: 200 })}
          {field(at, 'hours', { hint: t('registry.contact.hoursHint') })}
          <div>
            <Button
              size="small"
              kind="text"
              aria-label={t('registry.dropContactN', { n: at + 1 })}
              onPress={() => {
                onChange(contacts.filter((_, place) => place !== at))
                adder.current?.focus()
              }}
            >
              {t('registry.dropContact')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          ref={adder}
          size="small"
          kind="quiet"
          isDisabled={contacts.length >= contactsMax}
          onPress={() => onChange([...contacts, noContact])}
        >
          {t('registry.addContact')}
        </Button>
      </div>
    </>
  )
}
