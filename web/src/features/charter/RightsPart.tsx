import { Fragment, useRef, useState } from 'react'
import { useNarrow } from '@/app/useNarrow'
import { useT } from '@/i18n/charter'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { CodesForm } from './CodesForm'
import css from './rights.module.css'
import {
  type Charter,
  type Column,
  columnsOf,
  groupOf,
  groups,
  namesOf,
  rightOf,
  type Setting,
  sectionOf,
  widestOf,
} from './settings'

/** As many roles as stand beside one another on a screen of an office. */
const columnsMax = 16

/** 権限: who may do what, as the charter's table has it; one row is changed at a time. */
export function RightsPart({ charter }: { charter: Charter }) {
  const t = useT()
  const isNarrow = useNarrow()
  const rows = (charter.editable ?? []).filter((one) => sectionOf(one.path) === 'rights')
  const columns = columnsOf(widestOf(rows))
  const grouped = groups
    .map((group) => ({ group, of: rows.filter((row) => groupOf(row.path) === group) }))
    .filter(({ of }) => of.length > 0)
  return (
    <Card title={t('settings.rights')}>
      <p className={css.sub}>{t('settings.rightsWhat')}</p>
      {isNarrow || columns.length > columnsMax ? (
        grouped.map(({ group, of }) => (
          <section key={group} aria-label={t(`settings.group.${group}`)}>
            <h3 className={css.group}>{t(`settings.group.${group}`)}</h3>
            <ul className={css.list}>
              {of.map((row) => (
                <Line key={row.path} row={row} />
              ))}
            </ul>
          </section>
        ))
      ) : (
        <table className={css.table}>
          <caption className="hidden-visually">{t('settings.rights')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('settings.act')}</th>
              {columns.map((column) => (
                <th key={column.code} scope="col" className={css.role}>
                  <span>{column.name}</span>
                </th>
              ))}
              <td />
            </tr>
          </thead>
          {grouped.map(({ group, of }) => (
            <tbody key={group}>
              <tr>
                <th scope="rowgroup" colSpan={columns.length + 2} className={css.group}>
                  {t(`settings.group.${group}`)}
                </th>
              </tr>
              {of.map((row) => (
                <TableRow key={row.path} row={row} columns={columns} />
              ))}
            </tbody>
          ))}
        </table>
      )}
      <dl className={css.legend}>
        <div>
          <dt>
            <Icon name="check" size={18} />
            <span className="hidden-visually">{t('settings.may')}</span>
          </dt>
          <dd>{t('settings.mayWhat')}</dd>
        </div>
        <div>
          <dt className={css.mark}>{t('settings.acting')}</dt>
          <dd>{t('settings.actingWhat')}</dd>
        </div>
        <div>
          <dt className={css.mark}>{t('settings.own')}</dt>
          <dd>{t('settings.ownWhat')}</dd>
        </div>
      </dl>
    </Card>
  )
}

function useOpener() {
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  return { isOpen, opener, toggle: () => setOpen(!isOpen), close }
}

function ChangeButton({ row, at }: { row: Setting; at: ReturnType<typeof useOpener> }) {
  const t = useT()
  return (
    <Button
      ref={at.opener}
      size="small"
      kind="text"
      aria-label={t('charter.changeNamed', { name: row.label })}
      aria-expanded={at.isOpen}
      onPress={at.toggle}
    >
      {t('charter.change')}
    </Button>
  )
}

function TableRow({ row, columns }: { row: Setting; columns: readonly Column[] }) {
  const at = useOpener()
  return (
    <Fragment>
      <tr>
        <th scope="row">
          {row.label} <Basis row={row} />
        </th>
        {columns.map((column) => (
          <td key={column.code}>
            <Mark column={column} codes={row.codes ?? []} />
          </td>
        ))}
        <td>
          <ChangeButton row={row} at={at} />
        </td>
      </tr>
      {at.isOpen && (
        <tr>
          <td colSpan={columns.length + 2} className={css.editing}>
            <CodesForm setting={row} onClose={at.close} />
          </td>
        </tr>
      )}
    </Fragment>
  )
}

function Mark({ column, codes }: { column: Column; codes: readonly string[] }) {
  const t = useT()
  const right = rightOf(column, codes)
  if (right === 'whole') {
    return (
      <>
        <Icon name="check" size={18} />
        <span className="hidden-visually">{t('settings.may')}</span>
      </>
    )
  }
  return right.map((kind) => (
    <span key={kind} className={css.mark}>
      {t(`settings.${kind}`)}
    </span>
  ))
}

/** The same row where there is no room for columns: the names of who may. */
function Line({ row }: { row: Setting }) {
  const t = useT()
  const at = useOpener()
  const names = namesOf(row.codes ?? [], row.choices ?? [])
  return (
    <li>
      <h4>
        {row.label} <Basis row={row} />
      </h4>
      <p>{names.length === 0 ? t('settings.nobody') : names.join('、')}</p>
      <ChangeButton row={row} at={at} />
      {at.isOpen && <CodesForm setting={row} onClose={at.close} />}
    </li>
  )
}

function Basis({ row }: { row: Setting }) {
  return row.article === undefined ? null : <small className={css.sub}>{row.article}</small>
}
