import { useState } from 'react'
import { useT } from '@/i18n'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Kbd'
import { type Command, letterKeys, useAllCommands } from '../commands'
import css from './KeySheet.module.css'

const groups: readonly Command['group'][] = ['screen', 'go', 'global']

/** Every shortcut that works now, read from the command registry. */
export default function KeySheet({ onClose }: { onClose: () => void }) {
  const t = useT()
  const commands = useAllCommands().filter((c) => c.keys !== undefined && c.enabled !== false)
  const [letters, setLetters] = useState(letterKeys.areOn)
  return (
    <Dialog
      title={t('keys.title')}
      size="wide"
      isOpen
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      <p className={css.what}>{t('keys.what')}</p>
      <div className={css.groups}>
        {groups.map((group) => {
          const ofGroup = commands.filter((command) => command.group === group)
          if (ofGroup.length === 0) return null
          return (
            <section key={group}>
              <h3>{t(`keys.${group}`)}</h3>
              <dl>
                {ofGroup.map((command) => (
                  <div key={command.id}>
                    <dt>{command.label}</dt>
                    <dd>
                      <Kbd keys={command.keys ?? ''} isSpoken />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
      <Checkbox
        label={t('keys.letters')}
        hint={t('keys.lettersHint')}
        checked={letters}
        onChange={(event) => {
          letterKeys.set(event.target.checked)
          setLetters(event.target.checked)
        }}
      />
    </Dialog>
  )
}
