import { useSpeechOf } from '.'
import * as ja from './ja/closure'
import { Part } from './part'

const part = new Part(ja, () => import('./en/closure'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
