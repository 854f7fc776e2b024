import { useEffect, useState } from 'react'

/** Whether a list has room for a few columns only; below 43rem, on a phone, for one. */
export function useNarrow(below: '60rem' | '43rem' = '60rem'): boolean {
  const narrow = `(max-width: ${below})`
  const [isNarrow, setNarrow] = useState(() => matchMedia(narrow).matches)
  useEffect(() => {
    const media = matchMedia(narrow)
    const hear = () => setNarrow(media.matches)
    media.addEventListener('change', hear)
    return () => media.removeEventListener('change', hear)
  }, [narrow])
  return isNarrow
}
