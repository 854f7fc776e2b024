import { useSpeechOf } from '.'
import * as ja from './ja/welcome'
import { Part } from './part'

const part = new Part(ja, () => import('./en/welcome'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
