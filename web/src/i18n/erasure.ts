import { useSpeechOf } from '.'
import * as ja from './ja/erasure'
import { Part } from './part'

const part = new Part(ja, () => import('./en/erasure'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
