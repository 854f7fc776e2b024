import { api } from '@/api/client'
import { useMay } from '@/app/session'
import { fileSize } from '@/app/uploads/size'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { dayAndClock } from '@/i18n/dates'
import { useSpeech, useT } from '@/i18n/letters'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { defanged } from '@/ui/defanged'
import { later } from '@/ui/later'
import { Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import { inFull, type Letter, nameOf } from './letters'
import css from './letters.module.css'

const Inspection = later(() => import('@/app/inspection/Inspection'), null)

/** As long as this a text is shown whole; what is longer opens. */
const shortText = 600

type Props = { letter: Letter; onAnswer: (() => void) | undefined }

/** One letter. Its text is text: whatever a stranger sent, nothing of it is followed or run. */
export function LetterRow({ letter, onAnswer }: Props) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const isIn = letter.direction === 'in'
  const who = isIn ? nameOf(letter.from) : letter.to.map(nameOf).join('、')
  const name = who === '' ? t('letters.stranger') : who
  return (
    <li className={css.letter} data-direction={letter.direction}>
      <p className={css.head}>
        <Chip tone={isIn ? 'key' : 'gray'}>{t(isIn ? 'letters.in' : 'letters.out')}</Chip>{' '}
        {letter.new && <Chip tone="warn">{t('letters.isNew')}</Chip>}{' '}
        <b>{letter.subject === '' ? t('letters.noSubject') : letter.subject}</b>
      </p>
      <Addresses letter={letter} />
      <p className={`${css.sub} num`}>
        {dayAndClock(new Date(letter.at), now, language)}
        {letter.network !== undefined && `　${t(`letters.networks.${letter.network}`)}`}
        {letter.by !== undefined && `　${t('letters.by', { name: letter.by.name })}`}
      </p>
      <Warnings letter={letter} />
      <Text text={defanged(letter.text)} />
      {letter.cut && <p className={css.sub}>{t('letters.cut')}</p>}
      <Files letter={letter} name={name} />
      <Fate letter={letter} />
      {isIn && !letter.erased && (
        <div className={css.acts}>
          {onAnswer !== undefined && letter.state === 'read' && (
            <Button
              size="small"
              aria-label={t('letters.answerTo', { name })}
              onPress={() => onAnswer()}
            >
              {t('letters.answer')}
            </Button>
          )}
          {letter.new && <Seen letter={letter} />}
        </div>
      )}
    </li>
  )
}

function Addresses({ letter }: { letter: Letter }) {
  const t = useT()
  const isIn = letter.direction === 'in'
  const rows = [
    { key: 'from', value: isIn ? inFull(letter.from) : '' },
    { key: 'replyTo', value: letter.reply_to === undefined ? '' : inFull(letter.reply_to) },
    { key: 'to', value: isIn ? '' : letter.to.map(inFull).join('、') },
    { key: 'cc', value: (letter.cc ?? []).map(inFull).join('、') },
  ] as const
  return (
    <dl className={css.addresses}>
      {rows
        .filter((row) => row.value !== '')
        .map((row) => (
          <div key={row.key}>
            <dt>{t(`letters.${row.key}`)}</dt>
            <dd>{row.value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** What a machine saw of it: marks, and what was wrong. */
function Warnings({ letter }: { letter: Letter }) {
  const t = useT()
  return (
    <>
      {letter.unreadable !== undefined && (
        <Notice tone="warn" title={t('letters.unreadable')}>
          {letter.unreadable}
        </Notice>
      )}
      {(letter.marks !== undefined || letter.automatic) && (
        <p className={css.marks}>
          {letter.automatic && <Chip>{t('letters.automatic')}</Chip>}
          {letter.marks?.map((mark) => (
            <Chip key={mark}>{t(`letters.mark.${mark}`)}</Chip>
          ))}
        </p>
      )}
      {letter.defects !== undefined && (
        <details className={css.defects}>
          <summary>{t('letters.defects')}</summary>
          <ul>
            {letter.defects.map((defect) => (
              <li key={defect}>{defect}</li>
            ))}
          </ul>
        </details>
      )}
      {letter.erased && <p className={css.sub}>{t('letters.erased')}</p>}
    </>
  )
}

function Text({ text }: { text: string }) {
  const t = useT()
  if (text === '') return null
  if (text.length <= shortText) return <blockquote className={css.text}>{text}</blockquote>
  return (
    <>
      <blockquote className={css.text}>{text.slice(0, shortText)}…</blockquote>
      <details>
        <summary>{t('letters.whole')}</summary>
        <blockquote className={css.text}>{text}</blockquote>
      </details>
    </>
  )
}

function Files({ letter, name }: { letter: Letter; name: string }) {
  const t = useT()
  const href = (id: string) => `/api/v1/letters/${letter.id}/files/${id}`
  return (
    <>
      {letter.files.length > 0 && (
        <>
          <p className={css.sub}>
            {t('letters.files', { n: letter.files.length })}　{t('letters.unchecked')}
          </p>
          <ul className={css.files}>
            {letter.files.map((file) => {
              const called = file.name === '' ? t('letters.noName') : file.name
              return (
                <li key={file.id}>
                  <div>
                    {called}
                    <small title={file.sha256}>
                      {t('letters.kept', {
                        size: fileSize(file.bytes),
                        hash: file.sha256.slice(0, 12),
                      })}
                    </small>
                    {!letter.erased && (
                      <Inspection
                        of="letters"
                        id={letter.id}
                        file={file.id}
                        name={called}
                        isAsked
                      />
                    )}
                  </div>
                  <a
                    href={href(file.id)}
                    download={called}
                    aria-label={t('letters.downloadOf', { name: called })}
                  >
                    {t('letters.download')}
                  </a>
                </li>
              )
            })}
          </ul>
        </>
      )}
      {letter.raw !== undefined && (
        <p className={css.sub}>
          <a
            href={href(letter.raw.id)}
            download="mail.eml"
            aria-label={t('letters.rawOf', { name })}
          >
            {t('letters.raw')}
          </a>
        </p>
      )}
    </>
  )
}

/** What became of one of ours. */
function Fate({ letter }: { letter: Letter }) {
  const t = useT()
  if (letter.direction === 'in') return null
  const words = t(`letters.state.${letter.state}`)
  if (letter.failed === undefined) return <p className={css.sub}>{words}</p>
  return (
    <Notice tone={letter.state === 'given_up' ? 'danger' : 'warn'} title={words}>
      {letter.failed} {t('letters.tries', { n: letter.tries ?? 0 })}
    </Notice>
  )
}

function Seen({ letter }: { letter: Letter }) {
  const t = useT()
  const mayRecord = useMay('report.record')
  const act = useAct(
    () => api.POST('/api/v1/letters/{id}/seen', { params: { path: { id: letter.id } } }),
    () => say(t('letters.seenSaid')),
  )
  if (!mayRecord) return null
  return (
    <>
      <Button size="small" kind="quiet" isPending={act.isPending} onPress={() => void act.run()}>
        {t('letters.seen')}
      </Button>
      {act.sentence !== undefined && <p role="alert">{act.sentence}</p>}
    </>
  )
}
