import { useSpeechOf } from '.'
import * as ja from './ja/advisory'
import { Part } from './part'

const part = new Part(ja, () => import('./en/advisory'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
