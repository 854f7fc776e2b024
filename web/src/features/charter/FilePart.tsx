import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useDraftForm } from '@/app/drafts/useDraft'
import { useRenewal } from '@/app/Renewal'
import { useSession } from '@/app/session'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/charter'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Comparison } from '@/ui/Comparison'
import { Field, FieldFrame } from '@/ui/Field'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './file.module.css'
import { differing, lineAt, rangeOfLine } from './lines'

type File = Schemas['CharterText']
type Checked = Schemas['CharterCheck'] & { of: string }

const address = '/api/v1/charter/text'
const options = query.queryOptions('get', address)
const charterOptions = query.queryOptions('get', '/api/v1/charter')

/** As the server names a version in an ETag. */
const etag = (version: string) => `"${version}"`

/** ファイルを直す: the charter's file itself, for what no form changes. */
export function FilePart() {
  const t = useT()
  const { data: file, error } = query.useQuery('get', address)
  if (file !== undefined) return <FileForm file={file} />
  if (error === null) return <Loading />
  return (
    <Notice tone="danger" role="alert" title={asProblem(error).message || t('ui.unreachable')} />
  )
}

function FileForm({ file }: { file: File }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  const queries = useQueryClient()
  const { readAgain } = useSession()
  const { guard, sheet } = useRenewal()
  // `version` is the one the text was begun from; empty while nothing was changed.
  const draft = useDraftForm('charter/text', { version: '', text: '', note: '' })
  const { values, change } = draft
  const isChanged = values.version !== ''
  const text = isChanged ? values.text : file.text
  const isOld = isChanged && values.version !== file.version
  const [checked, setChecked] = useState<Checked>()
  const [error, setError] = useState<string>()
  const [pending, setPending] = useState<'check' | 'load'>()
  const area = useRef<HTMLTextAreaElement>(null)
  const found = useRef<HTMLDivElement>(null)

  const trouble = (thrown: unknown) => {
    const problem = asProblem(thrown)
    if (problem.isStale) return void queries.invalidateQueries({ queryKey: options.queryKey })
    setError(problem.isUnreachable ? t('ui.unreachable') : problem.message)
  }
  const check = async (): Promise<boolean> => {
    const { data } = await api.POST('/api/v1/charter/text/check', { body: { text } })
    if (data === undefined) return false
    setChecked({ ...data, of: text })
    requestAnimationFrame(() => found.current?.focus())
    return data.loadable
  }
  const load = async () => {
    if (!(await check())) return
    const note = values.note.trim()
    const { data } = await guard(() =>
      api.PUT(address, {
        params: { header: { 'If-Match': etag(values.version) } },
        body: { text, ...(note !== '' && { note }) },
      }),
    )
    draft.discard()
    setChecked(undefined)
    if (data) queries.setQueryData(charterOptions.queryKey, data)
    await queries.invalidateQueries({ queryKey: charterOptions.queryKey })
    await queries.invalidateQueries({ queryKey: options.queryKey })
    void readAgain()
    say(t('settings.fileSaid', { version: data?.version ?? '' }))
    area.current?.focus()
  }
  const act = async (which: 'check' | 'load', step: () => Promise<unknown>) => {
    setError(undefined)
    setPending(which)
    await step().catch(trouble)
    setPending(undefined)
  }
  const goTo = (line: number) => {
    const at = area.current
    if (at === null) return
    const [start, end] = rangeOfLine(text, line)
    at.focus()
    at.setSelectionRange(start, end)
    const height = at.scrollHeight / Math.max(1, text.split('\n').length)
    at.scrollTop = Math.max(0, (line - 5) * height)
  }

  return (
    <Card title={t('settings.file')}>
      <div className={css.form}>
        <p className={css.sub}>{t('settings.fileWhat')}</p>
        {draft.restoredAt !== undefined && isChanged && (
          <p className={css.sub}>
            {t('ui.restored', { time: dayAndClock(draft.restoredAt, now, language) })}
          </p>
        )}
        {isOld && (
          <Comparison
            differences={[{ label: t('settings.fileDiffers'), ...differing(text, file.text) }]}
            onKeepMine={() => change({ version: file.version, text })}
            onTakeTheirs={() => {
              draft.discard()
              setChecked(undefined)
            }}
          />
        )}
        <FileArea
          text={text}
          area={area}
          onChange={(next) =>
            change({ version: isChanged ? values.version : file.version, text: next })
          }
        />
        <div>
          <Button
            kind="quiet"
            isPending={pending === 'check'}
            onPress={() => void act('check', check)}
          >
            {t('settings.check')}
          </Button>
        </div>
        {checked !== undefined && (
          <Found checked={checked} isNow={checked.of === text} box={found} onGo={goTo} />
        )}
        <Field
          label={t('settings.note')}
          hint={t('settings.noteHint')}
          maxLength={500}
          value={values.note}
          onChange={(event) =>
            change({
              version: isChanged ? values.version : file.version,
              text,
              note: event.target.value,
            })
          }
        />
        {error !== undefined && <Notice tone="danger" role="alert" title={error} />}
        {sheet}
        <div className={css.row}>
          <Button
            kind="filled"
            isPending={pending === 'load'}
            isDisabled={text === file.text || isOld}
            onPress={() => void act('load', load)}
          >
            {t('settings.load')}
          </Button>
          {isChanged && (
            <Button
              kind="text"
              onPress={() => {
                draft.discard()
                setChecked(undefined)
              }}
            >
              {t('ui.discard')}
            </Button>
          )}
        </div>
        <p className={css.sub}>
          {text === file.text
            ? t('settings.fileSame', { version: file.version })
            : t('settings.fileChanged', { version: values.version })}
        </p>
      </div>
    </Card>
  )
}

type AreaProps = {
  text: string
  area: { current: HTMLTextAreaElement | null }
  onChange: (text: string) => void
}

/** The file, one line to a line, and where the caret is. */
function FileArea({ text, area, onChange }: AreaProps) {
  const t = useT()
  const [line, setLine] = useState(1)
  const look = () => {
    const at = area.current
    if (at !== null) setLine(lineAt(at.value, at.selectionStart))
  }
  return (
    <div>
      <FieldFrame id="charter-file" label={t('settings.fileText')}>
        <textarea
          ref={area}
          id="charter-file"
          className={css.file}
          wrap="off"
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          rows={24}
          value={text}
          onChange={(event) => onChange(event.target.value)}
          onSelect={look}
          aria-describedby="charter-line"
        />
      </FieldFrame>
      <p id="charter-line" className={`${css.sub} num`}>
        {t('settings.atLine', { n: line })}
      </p>
    </div>
  )
}

type FoundProps = {
  checked: Checked
  /** False once the text was changed after the check. */
  isNow: boolean
  box: { current: HTMLDivElement | null }
  onGo: (line: number) => void
}

/** What was found, by line; a line leads to its place in the text. */
function Found({ checked, isNow, box, onGo }: FoundProps) {
  const t = useT()
  const { loadable, problems } = checked
  const title = loadable
    ? problems.length === 0
      ? t('settings.allWell')
      : t('settings.loadable', { n: problems.length })
    : t('settings.notLoadable', { n: problems.filter((one) => one.is_error).length })
  return (
    <div ref={box} tabIndex={-1} className={css.found}>
      <Notice tone={loadable ? 'ok' : 'danger'} role="status" title={title}>
        {!isNow && t('settings.checkAgain')}
      </Notice>
      <ul>
        {problems.map((one) => (
          <li key={`${one.line} ${one.text}`}>
            {one.line > 0 ? (
              <button type="button" className="num" onClick={() => onGo(one.line)}>
                {t('settings.line', { n: one.line })}
              </button>
            ) : (
              <b>{t('settings.whole')}</b>
            )}
            <div>
              <p>
                {!one.is_error && <b>{t('settings.hint')} </b>}
                {one.text}
              </p>
              {one.remedy !== '' && <p className={css.sub}>{one.remedy}</p>}
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
