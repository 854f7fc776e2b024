import { useSpeechOf } from '.'
import * as ja from './ja/looks'
import { Part } from './part'

const part = new Part(ja, () => import('./en/looks'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
