import { useRef } from 'react'
import { useT } from '@/i18n/registry'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { noSoftware, type SoftwareValues, softwareMax } from './registry'
import css from './registry.module.css'

type Props = {
  software: readonly SoftwareValues[]
  unnamed: readonly number[]
  /** What the server had against one of them. */
  trouble: { at: number; sentence: string } | undefined
  onChange: (software: readonly SoftwareValues[]) => void
}

/** What a system is made of: advisories are matched against these words. */
export function SoftwareFields({ software, unnamed, trouble, onChange }: Props) {
  const t = useT()
  const adder = useRef<HTMLButtonElement>(null)
  const set = (at: number, part: Partial<SoftwareValues>) =>
    onChange(software.map((one, place) => (place === at ? { ...one, ...part } : one)))
  const field = (
    at: number,
    key: keyof SoftwareValues,
    more: Partial<Parameters<typeof Field>[0]> = {},
  ) => (
    <Field
      label={t(`registry.software.${key}`)}
      maxLength={100}
      autoComplete="off"
      value={software[at]?.[key] ?? ''}
      onChange={(event) => set(at, { [key]: event.target.value })}
      {...more}
    />
  )
  return (
    <>
      {software.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing of its own but its place.
        <fieldset key={at} className={css.contact}>
          <legend>{t('registry.softwareN', { n: at + 1 })}</legend>
          {field(at, 'vendor', { hint: t('registry.software.vendorHint') })}
          {field(at, 'name', {
            error: unnamed.includes(at) ? t('registry.softwareBlank') : undefined,
          })}
          {field(at, 'version')}
          {field(at, 'cpe', {
            hint: t('registry.software.cpeHint'),
            maxLength: 200,
            error: trouble?.at === at ? trouble.sentence : undefined,
          })}
          <div>
            <Button
              size="small"
              kind="text"
              aria-label={t('registry.dropSoftwareN', { n: at + 1 })}
              onPress={() => {
                onChange(software.filter((_, place) => place !== at))
                adder.current?.focus()
              }}
            >
              {t('registry.dropSoftware')}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          ref={adder}
          size="small"
          kind="quiet"
          isDisabled={software.length >= softwareMax}
          onPress={() => onChange([...software, noSoftware])}
        >
          {t('registry.addSoftware')}
        </Button>
        <p className={css.sub}>{t('registry.softwareWhy')}</p>
      </div>
    </>
  )
}
