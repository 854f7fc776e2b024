import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { api, type Schemas } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n/journal'
import { Button } from '@/ui/Button'
import { Chip } from '@/ui/Chip'
import { Loading, Notice } from '@/ui/Notice'
import { say } from '@/ui/Toast'
import css from './journal.module.css'
import { fromHex, type Proven, proofFile, prove, type Verdict } from './proof'

/** The proof of one entry, step by step, each with its result. */
export function ProofPanel({ seq, onClose }: { seq: number; onClose: () => void }) {
  const t = useT()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const { data, error } = useQuery({
    queryKey: ['journal-proof', seq],
    queryFn: async ({ signal }) => {
      const { data: given } = await api.GET('/api/v1/journal/entries/{seq}/proof', {
        params: { path: { seq } },
        signal,
      })
      return given === undefined ? null : { given, proven: await prove(given) }
    },
  })
  return (
    <section className={css.proof} aria-labelledby="proof-title">
      <div className={css.proofHead}>
        <h2 id="proof-title" ref={heading} tabIndex={-1}>
          {t('journal.proofTitle', { n: seq })}
        </h2>
        <Button kind="text" size="small" onPress={onClose}>
          {t('ui.close')}
        </Button>
      </div>
      {error !== null && <Notice tone="danger" role="alert" title={asProblem(error).message} />}
      {data === undefined && error === null && <Loading label={t('journal.checking')} />}
      {data === null && <Notice tone="info" title={t('journal.notYet')} />}
      {data != null && <Steps given={data.given} proven={data.proven} />}
    </section>
  )
}

function Steps({ given, proven }: { given: Schemas['Proof']; proven: Proven }) {
  const t = useT()
  const verdicts = [proven.leaf, proven.path, proven.checkpoint, proven.signature]
  const isBad = verdicts.includes('bad')
  const isWhole = verdicts.every((verdict) => verdict === 'good')
  return (
    <>
      {isBad ? (
        <Notice tone="danger" role="alert" title={t('journal.badAll')}>
          {t('journal.badWhat')}
        </Notice>
      ) : (
        <Notice
          tone={isWhole ? 'ok' : 'warn'}
          role="status"
          title={isWhole ? t('journal.goodAll') : t('journal.goodPart')}
        >
          {t('journal.proofWhat')}
        </Notice>
      )}
      <ol className={css.steps}>
        <Step title={t('journal.step1')} verdict={proven.leaf}>
          <p>{t('journal.step1What', { bytes: given.leaf.length / 2 })}</p>
          <Hash text={proven.leafHash} />
          <details>
            <summary>{t('journal.leaf')}</summary>
            <Hash text={given.leaf} />
          </details>
        </Step>
        <Step title={t('journal.step2')} verdict={proven.path}>
          <p>{t('journal.step2What', { size: given.size, steps: proven.climbs.length })}</p>
          {proven.climbs.length > 0 && (
            <details>
              <summary>{t('journal.path')}</summary>
              <ol className={css.climbs}>
                {proven.climbs.map((one) => (
                  <li key={one.result}>
                    {t(`journal.${one.side}`)}
                    <Hash text={one.neighbour} />
                    <span aria-hidden="true">→</span>
                    <Hash text={one.result} />
                  </li>
                ))}
              </ol>
            </details>
          )}
          <Hash text={proven.root} />
        </Step>
        <Step title={t('journal.step3')} verdict={proven.checkpoint}>
          <p>{t('journal.step3What')}</p>
        </Step>
        <Step title={t('journal.step4')} verdict={proven.signature}>
          <p>
            {proven.signature === 'unsupported' ? t('journal.noEd25519') : t('journal.step4What')}
          </p>
        </Step>
      </ol>
      <Copied title={t('journal.checkpoint')} what={t('journal.checkpointWhat')}>
        {given.checkpoint}
      </Copied>
      <Copied title={t('journal.vkey')}>{given.vkey}</Copied>
      <Files given={given} />
    </>
  )
}

/** The two files tools/verify.py takes, and what to type beside them. */
function Files({ given }: { given: Schemas['Proof'] }) {
  const t = useT()
  const proof = proofFile(given)
  const leaf = fromHex(given.leaf)
  if (proof === undefined || leaf === undefined) return null
  const names = { proof: `${given.seq}.tlog-proof`, leaf: `${given.seq}.leaf` }
  const command = `python3 tools/verify.py --proof ${names.proof} --leaf ${names.leaf} --vkey '${given.vkey}'`
  return (
    <>
      <Copied title={t('journal.command')} what={t('journal.commandWhat')}>
        {command}
      </Copied>
      <div className={css.row}>
        <Button size="small" onPress={() => save(names.proof, new Blob([proof]))}>
          {t('journal.saveProof')}
        </Button>
        <Button size="small" onPress={() => save(names.leaf, new Blob([leaf]))}>
          {t('journal.saveLeaf')}
        </Button>
      </div>
    </>
  )
}

function save(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

type StepProps = { title: string; verdict: Verdict; children: ReactNode }

function Step({ title, verdict, children }: StepProps) {
  const t = useT()
  const tones = { good: 'ok', bad: 'danger', unsupported: 'warn' } as const
  return (
    <li>
      <h3>
        {title} <Chip tone={tones[verdict]}>{t(`journal.${verdict}`)}</Chip>
      </h3>
      {children}
    </li>
  )
}

function Hash({ text }: { text: string }) {
  return <code className={css.hash}>{text}</code>
}

function Copied({ title, what, children }: { title: string; what?: string; children: string }) {
  const t = useT()
  const copy = async () => {
    await navigator.clipboard.writeText(children)
    say(t('journal.copied'))
  }
  return (
    <div className={css.copied}>
      <div className={css.proofHead}>
        <h3>{title}</h3>
        <Button
          kind="text"
          size="small"
          onPress={() => void copy()}
          aria-label={`${title} ${t('journal.copy')}`}
        >
          {t('journal.copy')}
        </Button>
      </div>
      {what !== undefined && <p>{what}</p>}
      <pre className={css.text}>{children}</pre>
    </div>
  )
}
