import { useSpeechOf } from '.'
import * as ja from './ja/correction'
import { Part } from './part'

const part = new Part(ja, () => import('./en/correction'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
