import { useEffect, useState } from 'react'

const narrow = '(max-width: 60rem)'

/** Whether a list has room for a few columns only. */
export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches)
  useEffect(() => {
    const media = matchMedia(narrow)
    const hear = () => setNarrow(media.matches)
    media.addEventListener('change', hear)
    return () => media.removeEventListener('change', hear)
  }, [])
  return isNarrow
}
