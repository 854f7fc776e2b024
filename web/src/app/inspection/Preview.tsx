import { useEffect, useState } from 'react'
import { api } from '@/api/client'
import { asProblem } from '@/api/problem'
import { useT } from '@/i18n/inspection'
import { Button } from '@/ui/Button'
import css from './Inspection.module.css'
import type { Place } from './place'

const previews = {
  reports: '/api/v1/reports/{id}/attachments/{attachment}/preview',
  incidents: '/api/v1/incidents/{id}/attachments/{attachment}/preview',
  letters: '/api/v1/letters/{id}/files/{attachment}/preview',
} as const

/** A picture, made anew on the server; asked for by a person only, for it is a look at the file. */
export function Preview({ of, id, file, name }: Place) {
  const t = useT()
  const [address, setAddress] = useState<string>()
  const [isPending, setPending] = useState(false)
  const [sentence, setSentence] = useState<string>()

  useEffect(() => {
    if (address === undefined) return undefined
    return () => URL.revokeObjectURL(address)
  }, [address])

  const show = async () => {
    if (isPending) return
    setPending(true)
    setSentence(undefined)
    try {
      const { data } = await api.GET(previews[of], {
        params: { path: { id, attachment: file } },
        parseAs: 'blob',
      })
      setAddress(URL.createObjectURL(data as unknown as Blob))
    } catch (thrown) {
      setSentence(asProblem(thrown).message)
    } finally {
      setPending(false)
    }
  }

  return (
    <>
      <Button
        size="small"
        kind="quiet"
        isPending={isPending}
        aria-expanded={address !== undefined}
        {...(address === undefined && { 'aria-label': t('inspection.previewOf', { name }) })}
        onPress={() => (address === undefined ? void show() : setAddress(undefined))}
      >
        {t(address === undefined ? 'inspection.preview' : 'inspection.hide')}
      </Button>
      {sentence !== undefined && <p role="alert">{sentence}</p>}
      {address !== undefined && (
        <figure className={css.preview}>
          <img src={address} alt={t('inspection.shown', { name })} />
          <figcaption>{t('inspection.what')}</figcaption>
        </figure>
      )}
    </>
  )
}
