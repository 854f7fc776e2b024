import { useSpeechOf } from '.'
import * as ja from './ja/wake'
import { Part } from './part'

const part = new Part(ja, () => import('./en/wake'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
