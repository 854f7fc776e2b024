import { useSpeechOf } from '.'
import * as ja from './ja/account'
import { Part } from './part'

const part = new Part(ja, () => import('./en/account'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
