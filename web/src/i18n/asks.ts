import { useSpeechOf } from '.'
import * as ja from './ja/asks'
import { Part } from './part'

const part = new Part(ja, () => import('./en/asks'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
