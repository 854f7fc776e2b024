import { useState } from 'react'
import { api, query, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { Page } from '@/app/shell/Page'
import { useAct } from '@/app/useAct'
import { useNow } from '@/app/useNow'
import { useSpeech, useT } from '@/i18n/bundles'
import { dayAndClock } from '@/i18n/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Field } from '@/ui/Field'
import { EmptyState, Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './bundles.module.css'

type Pair = Schemas['BundlePairs']['pairs'][number]
type Taken = Schemas['BundleTaken']

/** 運び込み・持ち出し: reports through a file, where no network joins the two sides. */
export default function BundlesPage() {
  const t = useT()
  const { data, error } = query.useQuery('get', '/api/v1/bundles')
  const sends = data?.pairs.filter((pair) => pair.direction === 'send') ?? []
  const receives = data?.pairs.filter((pair) => pair.direction === 'receive') ?? []
  return (
    <Page title={t('bundles.title')} meta={<span>{t('bundles.what')}</span>}>
      {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
      {data === undefined && error === null && <Loading />}
      {data?.set_up === false && (
        <EmptyState title={t('bundles.none')}>
          <p>{t('bundles.noneWhat')}</p>
        </EmptyState>
      )}
      {data?.set_up === true && (
        <div className={css.cards}>
          {sends.map((pair) => (
            <Send key={pair.name} pair={pair} />
          ))}
          {receives.length > 0 && <Receive pairs={receives} isFilled={sends.length === 0} />}
          <p className={css.sub}>
            {t('bundles.us', { name: data.name ?? '', number: data.check_number ?? '' })}
            <br />
            {t('bundles.usWhat')}
          </p>
        </div>
      )}
    </Page>
  )
}

function Where({ pair }: { pair: Pair }) {
  const { t, language } = useSpeech()
  const now = useNow(60_000)
  return (
    <p className={`${css.sub} num`}>
      {t('bundles.checkNumber', { number: pair.check_number })}
      <br />
      {pair.at === undefined
        ? t('bundles.never')
        : t('bundles.last', {
            bundle: pair.bundle,
            last: pair.last,
            time: dayAndClock(new Date(pair.at), now, language),
          })}
    </p>
  )
}

/** The name the server gave the file; the page's own when it gave none. */
function nameOf(response: Response): string {
  const given = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')
  return given?.[1] ?? 'sokuo.bundle'
}

function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

function Send({ pair }: { pair: Pair }) {
  const t = useT()
  const [again, setAgain] = useState('')
  const [isMore, setMore] = useState(false)
  const count = Number(again.normalize('NFKC'))
  const act = useAct(
    () =>
      api.POST('/api/v1/bundles', {
        body: { pair: pair.name, ...(count > 0 && { again: Math.min(count, 1_000) }) },
        parseAs: 'blob',
      }),
    ({ data, response }) => {
      if (data === undefined) return
      saveAs(data as unknown as Blob, nameOf(response))
      setMore(response.headers.get('x-bundle-more') === 'true')
      setAgain('')
      say(t('bundles.made', { n: response.headers.get('x-bundle-items') ?? '' }))
    },
  )
  const notes = [
    pair.channels.length > 0 && t('bundles.only', { channels: pair.channels.join('、') }),
    !pair.files && t('bundles.withoutFiles'),
    !pair.personal && t('bundles.withoutPersonal'),
  ].filter((note) => note !== false)
  return (
    <Card title={t('bundles.send', { name: pair.name })}>
      <Where pair={pair} />
      {notes.map((note) => (
        <p key={note} className={css.sub}>
          {note}
        </p>
      ))}
      <details>
        <summary>{t('bundles.again')}</summary>
        <Field
          label={t('bundles.againHint')}
          inputMode="numeric"
          maxLength={4}
          value={again}
          onChange={(event) => setAgain(event.target.value)}
        />
      </details>
      {isMore && <Notice tone="warn">{t('bundles.more')}</Notice>}
      {act.problem !== undefined && (
        <Notice tone="danger" role="alert">
          {act.sentence}
        </Notice>
      )}
      <div>
        <Button kind="filled" isPending={act.isPending} onPress={() => void act.run()}>
          {t('bundles.make')}
        </Button>
      </div>
    </Card>
  )
}

function Receive({ pairs, isFilled }: { pairs: readonly Pair[]; isFilled: boolean }) {
  const t = useT()
  const [file, setFile] = useState<File>()
  const [taken, setTaken] = useState<Taken>()
  const act = useAct(
    (bundle: File) =>
      api.POST('/api/v1/bundles/inbox', {
        // The contract calls bytes a string; what travels is the file itself.
        body: bundle as unknown as string,
        bodySerializer: (body: unknown) => body as File,
        headers: { 'Content-Type': 'application/octet-stream' },
      }),
    ({ data }) => {
      setTaken(data)
      setFile(undefined)
    },
  )
  return (
    <Card title={pairs.map((pair) => t('bundles.receive', { name: pair.name })).join(' / ')}>
      {pairs.map((pair) => (
        <Where key={pair.name} pair={pair} />
      ))}
      <label className={css.file}>
        {t('bundles.file')}
        <input
          key={taken?.bundle ?? 0}
          type="file"
          accept=".bundle"
          onChange={(event) => {
            setTaken(undefined)
            act.forget()
            setFile(event.target.files?.[0])
          }}
        />
      </label>
      {act.problem !== undefined && (
        <Notice tone="danger" role="alert">
          {act.sentence}
        </Notice>
      )}
      {taken !== undefined && (
        <Notice tone="ok" role="status">
          <p>{t(taken.fresh === 0 ? 'bundles.nothing' : 'bundles.taken', { ...taken })}</p>
          {taken.left > 0 && <p>{t('bundles.left', { n: taken.left })}</p>}
          {taken.skipped > 0 && <p>{t('bundles.skipped', { n: taken.skipped })}</p>}
        </Notice>
      )}
      <div>
        <Button
          {...(isFilled && { kind: 'filled' })}
          isDisabled={file === undefined}
          isPending={act.isPending}
          onPress={() => file !== undefined && void act.run(file)}
        >
          {t('bundles.take')}
        </Button>
      </div>
    </Card>
  )
}
