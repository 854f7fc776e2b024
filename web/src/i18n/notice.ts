import { useSpeechOf } from '.'
import * as ja from './ja/notice'
import { Part } from './part'

const part = new Part(ja, () => import('./en/notice'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
