import { useSpeechOf } from '.'
import * as ja from './ja/search'
import { Part } from './part'

const part = new Part(ja, () => import('./en/search'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
export type Say = ReturnType<typeof useT>
