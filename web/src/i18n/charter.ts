import { useSpeechOf } from '.'
import * as ja from './ja/charter'
import { Part } from './part'

const part = new Part(ja, () => import('./en/charter'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
