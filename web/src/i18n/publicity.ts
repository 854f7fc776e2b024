import { useSpeechOf } from '.'
import * as ja from './ja/publicity'
import { Part } from './part'

const part = new Part(ja, () => import('./en/publicity'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
