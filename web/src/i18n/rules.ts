import { useSpeechOf } from '.'
import * as ja from './ja/rules'
import { Part } from './part'

const part = new Part(ja, () => import('./en/rules'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
