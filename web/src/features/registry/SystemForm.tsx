import { useId, useState } from 'react'
import { api, query } from '@/api/client'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Comparison } from '@/ui/Comparison'
import { Field, Select, TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { useRegistryAct } from './act'
import {
  differences,
  networks,
  type Registry,
  type System,
  type SystemValues,
  softwareInput,
  softwareLine,
  systemValuesOf,
  type Told,
  unnamedSoftware,
  written,
} from './registry'
import css from './registry.module.css'
import { SoftwareFields } from './SoftwareFields'

type Props = { system?: System; registry: Registry; onClose: () => void }

/** A system, new or as it is; the whole row is written. */
export default function SystemForm({ system, registry, onClose }: Props) {
  const t = useT()
  const list = useId()
  const mayReadCharter = useMay('charter.read')
  const { data: charter } = query.useQuery(
    'get',
    '/api/v1/charter',
    {},
    { enabled: mayReadCharter },
  )
  const { values, change, discard } = useDraftForm(
    `registry/system/${system?.id ?? 'new'}`,
    systemValuesOf(system),
  )
  const [isTried, setTried] = useState(false)
  const isBlank = values.name.trim() === ''
  const unnamed = unnamedSoftware(values.software)
  const act = useRegistryAct(
    (rev: number) => {
      const { name, managers, holds_personal_data, software, rev: _, ...rest } = values
      const body = {
        name: name.trim(),
        ...written(rest),
        managers: [...managers],
        holds_personal_data,
        software: softwareInput(software),
      }
      return system === undefined
        ? api.POST('/api/v1/registry/systems', { body })
        : api.PUT('/api/v1/registry/systems/{system}', {
            params: { path: { system: system.id }, header: { 'If-Match': `"${rev}"` } },
            body,
          })
    },
    () => {
      discard()
      say(t('registry.saved', { name: values.name.trim() }))
      onClose()
    },
  )
  const go = () => {
    setTried(true)
    if (!isBlank && unnamed.length === 0) void act.run(values.rev)
  }
  // ＣＳＩＲＴ管理者 are the heads of the sections in charge; whoever stands here already stays.
  const posts = (charter?.posts ?? []).filter(
    (post) => post.role === 'manager' || values.managers.includes(post.code),
  )
  const keepers = registry.contractors.filter((one) => !one.ended || one.id === system?.contractor)
  const nameOf = (code: string) => posts.find((post) => post.code === code)?.name ?? code
  const keeperOf = (id: string) =>
    id === ''
      ? t('registry.noKeeper')
      : (registry.contractors.find((one) => one.id === id)?.name ?? t('ui.erased'))
  const fields: Told<SystemValues>[] = [
    { label: t('registry.systemName'), told: (one) => one.name },
    { label: t('registry.department'), told: (one) => one.department },
    { label: t('registry.network'), told: (one) => one.network },
    { label: t('registry.managers'), told: (one) => one.managers.map(nameOf).join('、') },
    { label: t('registry.keeper'), told: (one) => keeperOf(one.contractor) },
    {
      label: t('registry.personal'),
      told: (one) => t(one.holds_personal_data ? 'registry.holds' : 'registry.holdsNot'),
    },
    {
      label: t('registry.softwareShort'),
      told: (one) => softwareInput(one.software).map(softwareLine).join('\n'),
    },
    { label: t('registry.note'), told: (one) => one.note },
  ]
  const isOld = system !== undefined && values.rev !== system.rev
  const place = /^\/software\/(\d+)\/cpe$/.exec(act.problem?.field ?? '')?.[1]
  const softwareTrouble =
    place === undefined ? undefined : { at: Number(place), sentence: act.sentence ?? '' }
  return (
    <div className={css.form}>
      {isOld && (
        <Comparison
          differences={differences(fields, values, systemValuesOf(system))}
          isPending={act.isPending}
          onKeepMine={() => void act.run(system.rev)}
          onTakeTheirs={discard}
        />
      )}
      <Field
        label={t('registry.systemName')}
        isRequired
        maxLength={100}
        value={values.name}
        error={isTried && isBlank ? t('registry.systemBlank') : undefined}
        onChange={(event) => change({ name: event.target.value })}
        autoFocus
      />
      <Field
        label={t('registry.department')}
        maxLength={100}
        value={values.department}
        onChange={(event) => change({ department: event.target.value })}
      />
      <Field
        label={t('registry.network')}
        maxLength={100}
        list={list}
        value={values.network}
        onChange={(event) => change({ network: event.target.value })}
      />
      <datalist id={list}>
        {networks.map((network) => (
          <option key={network} value={network} />
        ))}
      </datalist>
      {posts.length > 0 && (
        <fieldset className={css.boxes}>
          <legend>{t('registry.managers')}</legend>
          {posts.map(({ code, name }) => (
            <Checkbox
              key={code}
              label={name}
              checked={values.managers.includes(code)}
              onChange={(event) => {
                const others = values.managers.filter((one) => one !== code)
                change({ managers: event.target.checked ? [...others, code] : others })
              }}
            />
          ))}
        </fieldset>
      )}
      <Select
        label={t('registry.keeper')}
        value={values.contractor}
        onChange={(event) => change({ contractor: event.target.value })}
        options={[
          { value: '', label: t('registry.noKeeper') },
          ...keepers.map((one) => ({ value: one.id, label: one.name ?? t('ui.erased') })),
        ]}
      />
      <Checkbox
        label={t('registry.personal')}
        hint={t('registry.personalHint')}
        checked={values.holds_personal_data}
        onChange={(event) => change({ holds_personal_data: event.target.checked })}
      />
      <SoftwareFields
        software={values.software}
        unnamed={isTried ? unnamed : []}
        trouble={softwareTrouble}
        onChange={(software) => change({ software })}
      />
      <TextArea
        label={t('registry.note')}
        rows={1}
        maxLength={1000}
        value={values.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      {act.sentence !== undefined && !isOld && softwareTrouble === undefined && (
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
