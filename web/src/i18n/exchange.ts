import { useSpeechOf } from '.'
import * as ja from './ja/exchange'
import { Part } from './part'

const part = new Part(ja, () => import('./en/exchange'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
