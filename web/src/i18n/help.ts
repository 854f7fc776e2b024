import { useSpeechOf } from '.'
import * as ja from './ja/help'
import { Part } from './part'

const part = new Part(ja, () => import('./en/help'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
