import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { ja } from './ja'
import {
  type Args,
  fill,
  type KeyOf,
  lookUp,
  type ParamsOf,
  type SameKeys,
  type TextAt,
} from './words'

export type Language = 'ja' | 'en'
export type Dict = SameKeys<typeof ja>
export type Key = KeyOf<typeof ja>
/** The keys whose text needs no value; what a table of labels may hold. */
export type PlainKey = {
  [K in Key]: [ParamsOf<TextAt<typeof ja, K>>] extends [never] ? K : never
}[Key]

/** Says a text in the person's language: `t('inbox.waiting', { n: 4 })`. */
export type Say = <K extends Key>(key: K, ...args: Args<TextAt<typeof ja, K>>) => string

type Speech = {
  language: Language
  setLanguage: (to: Language) => void
  /** From now on choices are remembered for this person; takes up the last one. */
  speakTo: (person: string) => void
  t: Say
}

const SpeechContext = createContext<Speech | null>(null)
const remembered = 'sokuo.language'

/** Makes `t` for a dictionary; a key the dictionary lacks falls back to Japanese. */
export function speak(dict: Dict): Say {
  return (key, ...args) => {
    const text = lookUp(dict, key) ?? lookUp(ja, key) ?? key
    const values = args[0] as Readonly<Record<string, string | number>> | undefined
    return values === undefined ? text : fill(text, values)
  }
}

/** Japanese is in the first load, English is fetched when someone asks for it. */
async function load(language: Language): Promise<Dict> {
  return language === 'ja' ? ja : (await import('./en')).en
}

function isLanguage(value: string | null): value is Language {
  return value === 'ja' || value === 'en'
}

function lastLanguage(): Language {
  const last = localStorage.getItem(remembered)
  return isLanguage(last) ? last : 'ja'
}

export function SpeechProvider({ children }: { children: ReactNode }) {
  const [language, setLanguageNow] = useState(lastLanguage)
  const [person, setPerson] = useState('')
  const [said, setSaid] = useState<{ language: Language; dict: Dict }>({ language: 'ja', dict: ja })

  useEffect(() => {
    let current = true
    document.documentElement.lang = language
    void load(language).then((dict) => current && setSaid({ language, dict }))
    return () => {
      current = false
    }
  }, [language])

  const setLanguage = useCallback(
    (to: Language) => {
      localStorage.setItem(remembered, to)
      if (person !== '') localStorage.setItem(`${remembered}/${person}`, to)
      setLanguageNow(to)
    },
    [person],
  )
  const speakTo = useCallback((id: string) => {
    setPerson(id)
    const chosen = localStorage.getItem(`${remembered}/${id}`)
    if (isLanguage(chosen)) setLanguageNow(chosen)
  }, [])

  const speech = useMemo(
    () => ({ language: said.language, setLanguage, speakTo, t: speak(said.dict) }),
    [said, setLanguage, speakTo],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('useSpeech outside SpeechProvider')
  return speech
}

/** The usual way to get at `t` in a component. */
export function useT(): Say {
  return useSpeech().t
}
