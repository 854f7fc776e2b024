import { useSpeechOf } from '.'
import * as ja from './ja/engaging'
import { Part } from './part'

const part = new Part(ja, () => import('./en/engaging'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
