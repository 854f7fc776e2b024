import { useSpeechOf } from '.'
import * as ja from './ja/roster'
import { Part } from './part'

const part = new Part(ja, () => import('./en/roster'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
