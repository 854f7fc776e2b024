import { useSpeechOf } from '.'
import * as ja from './ja/approval'
import { Part } from './part'

const part = new Part(ja, () => import('./en/approval'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
