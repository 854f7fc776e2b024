import { useSpeechOf } from '.'
import * as ja from './ja/logs'
import { Part } from './part'

const part = new Part(ja, () => import('./en/logs'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
