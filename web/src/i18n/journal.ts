import { useSpeechOf } from '.'
import * as ja from './ja/journal'
import { Part } from './part'

const part = new Part(ja, () => import('./en/journal'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
export type Say = ReturnType<typeof useT>
