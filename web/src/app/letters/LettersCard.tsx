import { useRef, useState } from 'react'
import { query } from '@/api/client'
import { useT } from '@/i18n/letters'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { later } from '@/ui/later'
import { LetterRow } from './LetterRow'
import { type About, address, type Letter } from './letters'
import css from './letters.module.css'

const WriteForm = later(() => import('./WriteForm'))

type Props = {
  about: About
  /** Whom one would write to: the reporter's address, when it is known. */
  to?: string | undefined
}

/** メールのやりとり: what came in and went out, oldest first, and writing the next one. */
export default function LettersCard({ about, to = '' }: Props) {
  const t = useT()
  const [writing, setWriting] = useState<'new' | Letter>()
  const box = useRef<HTMLDivElement>(null)
  const { data } = query.useQuery('get', address[about.kind], {
    params: { path: { id: about.id } },
  })
  if (data === undefined) return null
  const mayWrite = data.may.some((one) => one.action === 'letter.write' && one.allowed)
  if (data.items.length === 0 && !mayWrite) return null
  const close = () => {
    setWriting(undefined)
    box.current?.focus()
  }
  const canSend = data.accounts.length > 0
  return (
    <Card title={t('letters.title')}>
      {/* Where the focus is when the form has closed. */}
      <div ref={box} tabIndex={-1} className={css.box}>
        {data.items.length === 0 && <p className={css.sub}>{t('letters.none')}</p>}
        <ol className={css.letters}>
          {data.items.map((letter) => (
            <LetterRow
              key={letter.id}
              letter={letter}
              onAnswer={mayWrite && canSend ? () => setWriting(letter) : undefined}
            />
          ))}
        </ol>
        {writing !== undefined && (
          <WriteForm
            key={writing === 'new' ? 'new' : writing.id}
            about={about}
            to={to}
            accounts={data.accounts}
            answers={writing === 'new' ? undefined : writing}
            onClose={close}
          />
        )}
        {mayWrite && !canSend && <p className={css.sub}>{t('letters.noMail')}</p>}
        {mayWrite && canSend && writing === undefined && (
          <div>
            <Button size="small" onPress={() => setWriting('new')}>
              {t('letters.write')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}
