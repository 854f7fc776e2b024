import { useSpeechOf } from '.'
import * as ja from './ja/reshuffle'
import { Part } from './part'

const part = new Part(ja, () => import('./en/reshuffle'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
