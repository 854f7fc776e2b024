import { useSpeechOf } from '.'
import * as ja from './ja/asking'
import { Part } from './part'

const part = new Part(ja, () => import('./en/asking'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
