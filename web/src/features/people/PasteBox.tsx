import { useState } from 'react'
import { useT } from '@/i18n/reshuffle'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { TextArea } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import { type Entry, type Pasted, readPaste } from './reshuffle'
import css from './reshuffle.module.css'
import type { Team } from './roll'

type Props = {
  team: Team
  onRead: (entries: Record<string, Entry[]>) => void
  /** Straight on from here, past the table. */
  onCheck: () => void
}

/** Three columns of a spreadsheet; they go into the table as they are pasted. */
export function PasteBox({ team, onRead, onCheck }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const [read, setRead] = useState<Pasted>()
  const take = (lines: string) => {
    const pasted = readPaste(lines, team)
    setRead(pasted)
    onRead(pasted.entries)
  }
  return (
    <Card title={t('reshuffle.pasteTitle')}>
      <div className={css.paste}>
        <TextArea
          label={t('reshuffle.paste')}
          hint={t('reshuffle.pasteHint')}
          rows={2}
          maxLength={50_000}
          value={text}
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onPaste={(event) => take(event.clipboardData.getData('text/plain'))}
        />
        <div className={css.acts}>
          <Button size="small" isDisabled={text.trim() === ''} onPress={() => take(text)}>
            {t('reshuffle.pasteGo')}
          </Button>
          {read !== undefined && read.count > 0 && (
            <Button size="small" onPress={onCheck}>
              {t('reshuffle.check')}
            </Button>
          )}
          <span role="status">
            {read !== undefined && t('reshuffle.pasted', { n: read.count })}
          </span>
        </div>
        {read !== undefined && read.strange.length > 0 && (
          <Notice
            tone="warn"
            role="alert"
            title={t('reshuffle.strange', { n: read.strange.length })}
          >
            <ul className={css.strange}>
              {read.strange.map((one) => (
                <li key={one.line}>
                  <b>{t('reshuffle.strangeLine', { line: one.line, text: one.text })}</b>{' '}
                  {t(`reshuffle.why.${one.why}`)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
    </Card>
  )
}
