import { useSpeechOf } from '.'
import * as ja from './ja/upstream'
import { Part } from './part'

const part = new Part(ja, () => import('./en/upstream'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
