import { useSpeechOf } from '.'
import * as ja from './ja/addition'
import { Part } from './part'

const part = new Part(ja, () => import('./en/addition'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
