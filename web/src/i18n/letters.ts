import { useSpeechOf } from '.'
import * as ja from './ja/letters'
import { Part } from './part'

const part = new Part(ja, () => import('./en/letters'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
