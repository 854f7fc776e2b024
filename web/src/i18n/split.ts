import { useSpeechOf } from '.'
import * as ja from './ja/split'
import { Part } from './part'

const part = new Part(ja, () => import('./en/split'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
