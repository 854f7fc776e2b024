import { useSpeechOf } from '.'
import * as ja from './ja/inspection'
import { Part } from './part'

const part = new Part(ja, () => import('./en/inspection'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
