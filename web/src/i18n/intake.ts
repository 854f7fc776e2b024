import { useSpeechOf } from '.'
import * as ja from './ja/intake'
import { Part } from './part'

const part = new Part(ja, () => import('./en/intake'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
