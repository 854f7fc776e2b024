import { useEffect, useSyncExternalStore } from 'react'
import { useT } from '@/i18n'
import { Button } from './Button'
import css from './Toast.module.css'

type Message = { id: number; text: string; tone: 'ok' | 'danger' }

let messages: readonly Message[] = []
let last = 0
const listeners = new Set<() => void>()

function set(next: readonly Message[]): void {
  messages = next
  for (const call of listeners) call()
}

/**
 * Says a short sentence and has it spoken: 「記録しました」. Only after the server's receipt. What
 * must not be missed goes into a Notice on the page, not here.
 */
export function say(text: string, tone: Message['tone'] = 'ok'): void {
  last += 1
  set([...messages.slice(-2), { id: last, text, tone }])
}

const stayMs = 6000

/** The live region; once, in the shell. */
export function Toasts() {
  const t = useT()
  const shown = useSyncExternalStore(
    (call) => {
      listeners.add(call)
      return () => listeners.delete(call)
    },
    () => messages,
  )
  const drop = (id: number) => set(messages.filter((message) => message.id !== id))
  const oldest = shown[0]?.id
  useEffect(() => {
    if (oldest === undefined) return
    const timer = window.setTimeout(() => drop(oldest), stayMs)
    return () => window.clearTimeout(timer)
  })
  return (
    <div className={css.toasts} role="status" aria-live="polite" aria-relevant="additions">
      {shown.map((message) => (
        <div key={message.id} className={`${css.toast} ${css[message.tone]}`}>
          <span>{message.text}</span>
          <Button kind="text" size="small" onPress={() => drop(message.id)}>
            {t('ui.close')}
          </Button>
        </div>
      ))}
    </div>
  )
}
