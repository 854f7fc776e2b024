import { useEffect, useRef, useState } from 'react'
import { useT } from '@/i18n/charter'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Field'
import { Icon } from '@/ui/Icon'
import { Notice } from '@/ui/Notice'
import { AmendFrame } from './AmendFrame'
import css from './charter.module.css'
import { moved, namesOf, type Setting } from './settings'

type Props = { setting: Setting; onClose: () => void }
type Way = 'up' | 'down'

const codesIn = (setting: Setting | undefined): readonly string[] => setting?.codes ?? []

/** An order: up and down by one place, out of it, and more at its end. */
export function OrderForm({ setting, onClose }: Props) {
  const t = useT()
  const choices = setting.choices ?? []
  const [codes, setCodes] = useState(codesIn(setting))
  const [told, setTold] = useState('')
  const list = useRef<HTMLOListElement>(null)
  const adder = useRef<HTMLSelectElement>(null)
  // Arrow keys go through a closed list one by one, so choosing alone adds nothing.
  const [adding, setAdding] = useState('')
  // A button that moved in the page, or was taken out of it, loses the focus by that.
  const [focus, setFocus] = useState<{ code: string; way: Way }>()
  useEffect(() => {
    if (focus === undefined) return
    const of = [...(list.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])].filter(
      (button) => button.dataset.code === focus.code && !button.disabled,
    )
    ;(of.find((button) => button.dataset.way === focus.way) ?? of[0])?.focus()
  }, [focus])

  const name = (code: string) => namesOf([code], choices)[0] ?? code
  const move = (code: string, way: Way) => {
    const next = moved(codes, code, way === 'up' ? -1 : 1)
    setCodes(next)
    setTold(t('settings.nowAt', { name: name(code), n: next.indexOf(code) + 1 }))
    setFocus({ code, way })
  }
  const take = (code: string) => {
    setCodes(codes.filter((one) => one !== code))
    setTold(t('settings.takenOut', { name: name(code) }))
    adder.current?.focus()
  }
  const add = () => {
    if (adding === '') return adder.current?.focus()
    setCodes([...codes, adding])
    setTold(t('settings.nowAt', { name: name(adding), n: codes.length + 1 }))
    setAdding('')
    adder.current?.focus()
  }
  return (
    <AmendFrame
      setting={setting}
      value={codes}
      read={codesIn}
      words={(value) =>
        namesOf(value, choices)
          .map((one, place) => `${place + 1} ${one}`)
          .join('\n') || t('settings.nobody')
      }
      onTake={setCodes}
      onClose={onClose}
    >
      {(error) => (
        <>
          <ol ref={list} className={css.places} aria-label={setting.label}>
            {codes.map((code, place) => (
              <li key={code}>
                <b className="num">{place + 1}</b>
                <span>{name(code)}</span>
                <span className={css.row}>
                  <Place
                    code={code}
                    way="up"
                    label={t('settings.upNamed', { name: name(code) })}
                    isDisabled={place === 0}
                    onPress={() => move(code, 'up')}
                  />
                  <Place
                    code={code}
                    way="down"
                    label={t('settings.downNamed', { name: name(code) })}
                    isDisabled={place === codes.length - 1}
                    onPress={() => move(code, 'down')}
                  />
                  <Button
                    size="small"
                    kind="text"
                    aria-label={t('settings.takeOutNamed', { name: name(code) })}
                    onPress={() => take(code)}
                  >
                    {t('settings.takeOut')}
                  </Button>
                </span>
              </li>
            ))}
          </ol>
          {codes.length === 0 && <p className={css.sub}>{t('settings.orderOpen')}</p>}
          <p className="hidden-visually" role="status">
            {told}
          </p>
          <div className={css.adder}>
            <Select
              ref={adder}
              label={t('settings.addPost')}
              value={adding}
              onChange={(event) => setAdding(event.target.value)}
              options={[
                { value: '', label: t('ui.choose') },
                ...choices
                  .filter(({ code }) => !codes.includes(code))
                  .map((one) => ({ value: one.code, label: one.name })),
              ]}
            />
            <Button kind="quiet" onPress={add}>
              {t('settings.add')}
            </Button>
          </div>
          {error !== undefined && <Notice tone="danger" role="alert" title={error} />}
        </>
      )}
    </AmendFrame>
  )
}

type PlaceProps = {
  code: string
  way: Way
  label: string
  isDisabled: boolean
  onPress: () => void
}

function Place({ code, way, label, isDisabled, onPress }: PlaceProps) {
  return (
    <button
      type="button"
      className={css.place}
      data-code={code}
      data-way={way}
      aria-label={label}
      disabled={isDisabled}
      onClick={onPress}
    >
      <Icon name={way} size={18} />
    </button>
  )
}
