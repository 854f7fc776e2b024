import { useState } from 'react'
import { useT } from '@/i18n/charter'
import { Checkbox } from '@/ui/Checkbox'
import { Notice } from '@/ui/Notice'
import { AmendFrame } from './AmendFrame'
import css from './charter.module.css'
import { columnsOf, namesOf, rightOf, type Setting, sectionOf, withCode } from './settings'

type Props = { setting: Setting; onClose: () => void }

const codesIn = (setting: Setting | undefined): readonly string[] => setting?.codes ?? []

/** A list of roles or posts as boxes to tick. Narrower rights are for the rights table alone. */
export function CodesForm({ setting, onClose }: Props) {
  const t = useT()
  const choices = setting.choices ?? []
  const [codes, setCodes] = useState(codesIn(setting))
  const hasNarrower = sectionOf(setting.path) === 'rights'
  const columns = columnsOf(choices)
  // What stands there without being offered can be taken out, and not put back.
  const unknown = codes.filter(
    (code) => !columns.some((one) => one.code === code || code.startsWith(`${one.code}.`)),
  )
  const box = (code: string, label: string, isFirst: boolean, isImplied = false) => (
    <Checkbox
      key={code}
      label={label}
      checked={codes.includes(code)}
      disabled={isImplied}
      autoFocus={isFirst}
      onChange={(event) => setCodes(withCode(codes, code, event.target.checked, choices))}
    />
  )
  return (
    <AmendFrame
      setting={setting}
      value={codes}
      read={codesIn}
      words={(value) => namesOf(value, choices).join('、') || t('settings.nobody')}
      onTake={setCodes}
      onClose={onClose}
    >
      {(error) => (
        <>
          <fieldset className={css.boxes}>
            <legend>{setting.label}</legend>
            {columns.map((column, place) => (
              <div key={column.code}>
                {box(column.code, column.name, place === 0)}
                {hasNarrower && column.narrower.length > 0 && (
                  <div className={css.narrower}>
                    {column.narrower.map(({ code, kind }) => (
                      <div key={code}>
                        {box(
                          code,
                          t(kind === 'acting' ? 'settings.onlyActing' : 'settings.onlyOwn', {
                            role: column.name,
                          }),
                          false,
                          rightOf(column, codes) === 'whole',
                        )}
                      </div>
                    ))}
                  </div>
                )}
              </div>
            ))}
            {unknown.map((code) => box(code, code, false))}
          </fieldset>
          {error !== undefined && <Notice tone="danger" role="alert" title={error} />}
        </>
      )}
    </AmendFrame>
  )
}
