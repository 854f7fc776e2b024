import {
  createContext,
  type ReactNode,
  startTransition,
  use,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { type Language, Part, prepare } from './part'
import type { Tree } from './words'

export type { Language } from './part'

type Speech = {
  language: Language
  setLanguage: (to: Language) => void
  /** From now on choices are remembered for this person; takes up the last one. */
  speakTo: (person: string) => void
}

const SpeechContext = createContext<Speech | null>(null)
const remembered = 'sokuo.language'

function choiceUnder(name: string): Language | undefined {
  const last = localStorage.getItem(name)
  return last === 'ja' || last === 'en' ? last : undefined
}

/** Shows a screen's texts in the person's language, and another one when all of it has come. */
export function SpeechProvider({ children }: { children: ReactNode }) {
  const [language, setShown] = useState(() => choiceUnder(remembered) ?? 'ja')
  const [person, setPerson] = useState('')
  const wanted = useRef(language)
  useEffect(() => {
    document.documentElement.lang = language
    prepare(language).catch(() => undefined)
  }, [language])

  const change = useCallback(async (to: Language) => {
    wanted.current = to
    // Without a server the language stays what it is.
    const isReady = await prepare(to).then(
      () => true,
      () => false,
    )
    if (isReady && wanted.current === to) startTransition(() => setShown(to))
  }, [])

  const setLanguage = useCallback(
    (to: Language) => {
      localStorage.setItem(remembered, to)
      if (person !== '') localStorage.setItem(`${remembered}/${person}`, to)
      void change(to)
    },
    [person, change],
  )
  const speakTo = useCallback(
    (id: string) => {
      setPerson(id)
      const chosen = choiceUnder(`${remembered}/${id}`)
      if (chosen !== undefined) void change(chosen)
    },
    [change],
  )
  const speech = useMemo(
    () => ({ language, setLanguage, speakTo }),
    [language, setLanguage, speakTo],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

/** The speech of a part; its file here makes useSpeech and useT of this, for its screens. */
export function useSpeechOf<T extends Tree>(part: Part<T>) {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('useSpeech outside SpeechProvider')
  return { ...speech, t: part[speech.language] ?? use(part.coming()) }
}

const common = new Part({}, async () => ({}))
export const useSpeech = () => useSpeechOf(common)
/** The usual way to get at `t` in a component. */
export const useT = () => useSpeech().t
