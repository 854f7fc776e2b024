import { useEffect } from 'react'
import { isAttended, pollMs } from './attended'

/** Reads something again each minute while somebody is at the screen, and at once on their return. */
export function useAttendedPoll(read: () => void, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    let actedAt = Date.now()
    const onAct = () => {
      const wasLeft = !isAttended(actedAt, Date.now())
      actedAt = Date.now()
      if (wasLeft) read()
    }
    const onSeen = () => document.visibilityState === 'visible' && read()
    const timer = window.setInterval(() => {
      const isSeen = document.visibilityState === 'visible'
      if (isSeen && isAttended(actedAt, Date.now())) read()
    }, pollMs)
    window.addEventListener('keydown', onAct)
    window.addEventListener('pointerdown', onAct)
    document.addEventListener('visibilitychange', onSeen)
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('keydown', onAct)
      window.removeEventListener('pointerdown', onAct)
      document.removeEventListener('visibilitychange', onSeen)
    }
  }, [read, isOn])
}
