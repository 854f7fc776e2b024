import { Link } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { useDraft } from '@/app/drafts/useDraft'
import { useMay } from '@/app/session'
import { useT } from '@/i18n/charter'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextArea } from '@/ui/Field'
import { AmendFrame } from './AmendFrame'
import { CodesForm } from './CodesForm'
import css from './charter.module.css'
import { OrderForm } from './OrderForm'
import { type Charter, isOrdered, namesOf, type Setting, sectionOf, sections } from './settings'

/** What may be changed on screen, each with the article it comes from. */
export function EditPart({ charter }: { charter: Charter }) {
  const t = useT()
  const mayAmend = useMay('charter.amend')
  const settings = charter.editable ?? []
  const shown = sections
    .map((section) => ({ section, of: settings.filter((one) => sectionOf(one.path) === section) }))
    .filter(({ of }) => of.length > 0)
  return (
    <div className={css.stack}>
      <p className={css.sub}>
        {!mayAmend
          ? t('charter.editWho')
          : shown.length === 0
            ? t('charter.editNone')
            : t('charter.editWhat')}
      </p>
      {shown.map(({ section, of }) => (
        <Card key={section} title={t(`settings.${section}`)}>
          {section === 'succession' && <p className={css.sub}>{t('settings.successionWhat')}</p>}
          {section === 'approvals' && <Kinds charter={charter} mayAmend={mayAmend} />}
          <ul className={css.list}>
            {of.map((setting) => (
              <Row key={setting.path} setting={setting} mayAmend={mayAmend} />
            ))}
          </ul>
        </Card>
      ))}
    </div>
  )
}

/** The kinds of approval and which need two people: shown here, decided in the file. */
function Kinds({ charter, mayAmend }: { charter: Charter; mayAmend: boolean }) {
  const t = useT()
  const two = charter.approvals.filter((kind) => kind.needs_two)
  return (
    <>
      <p>{t('settings.kinds', { names: charter.approvals.map((kind) => kind.name).join('、') })}</p>
      <p>
        {two.length === 0
          ? t('settings.needsTwoNone')
          : t('settings.needsTwo', { names: two.map((kind) => kind.name).join('、') })}
      </p>
      <p className={css.sub}>
        {t('settings.kindsWhere')}{' '}
        {mayAmend && (
          <Link to="/charter" search={{ part: 'file' }}>
            {t('settings.toFile')}
          </Link>
        )}
      </p>
    </>
  )
}

function Row({ setting, mayAmend }: { setting: Setting; mayAmend: boolean }) {
  const t = useT()
  return (
    <li className={css.editRow}>
      <div>
        <h3>{setting.label}</h3>
        {setting.article !== undefined && (
          <p className={css.sub}>{t('charter.basis', { article: setting.article })}</p>
        )}
      </div>
      <Opener setting={setting} mayAmend={mayAmend} shown={<Shown setting={setting} />}>
        {(close) => <SettingForm setting={setting} onClose={close} />}
      </Opener>
    </li>
  )
}

type OpenerProps = {
  setting: Setting
  mayAmend: boolean
  shown: ReactNode
  children: (close: () => void) => ReactNode
}

/** What stands there and the button that opens its form; the focus comes back to the button. */
function Opener({ setting, mayAmend, shown, children }: OpenerProps) {
  const t = useT()
  const [isOpen, setOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    opener.current?.focus()
  }
  return (
    <>
      {shown}
      <Button
        ref={opener}
        size="small"
        kind="text"
        isDisabled={!mayAmend}
        aria-label={t('charter.changeNamed', { name: setting.label })}
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      >
        {t('charter.change')}
      </Button>
      {isOpen && children(close)}
    </>
  )
}

function Shown({ setting }: { setting: Setting }) {
  const t = useT()
  if (setting.codes === undefined) return <p className={css.value}>{setting.value}</p>
  const names = namesOf(setting.codes, setting.choices ?? [])
  if (names.length === 0) return <p className={css.sub}>{t('settings.nobody')}</p>
  if (!isOrdered(setting)) return <p>{names.join('、')}</p>
  return (
    <ol className={css.order}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ol>
  )
}

function SettingForm({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  if (setting.codes === undefined) return <TextForm setting={setting} onClose={onClose} />
  if (isOrdered(setting)) return <OrderForm setting={setting} onClose={onClose} />
  return <CodesForm setting={setting} onClose={onClose} />
}

function TextForm({ setting, onClose }: { setting: Setting; onClose: () => void }) {
  const t = useT()
  const { text, setText, discard } = useDraft(`charter${setting.path}`, setting.value)
  return (
    <AmendFrame
      setting={setting}
      value={text.trim()}
      read={(one) => one?.value ?? ''}
      words={(value) => value}
      refuse={(value) => (value === '' ? t('charter.blank') : undefined)}
      onTake={setText}
      onClose={() => {
        discard()
        onClose()
      }}
    >
      {(error) => (
        <TextArea
          label={t('charter.newValue')}
          rows={1}
          maxLength={2000}
          value={text}
          error={error}
          onChange={(event) => setText(event.target.value)}
          autoFocus
        />
      )}
    </AmendFrame>
  )
}
