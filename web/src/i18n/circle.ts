import { useSpeechOf } from '.'
import * as ja from './ja/circle'
import { Part } from './part'

const part = new Part(ja, () => import('./en/circle'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
