import { useSpeechOf } from '.'
import * as ja from './ja/breakGlass'
import { Part } from './part'

const part = new Part(ja, () => import('./en/breakGlass'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
