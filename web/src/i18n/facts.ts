import { useSpeechOf } from '.'
import * as ja from './ja/facts'
import { Part } from './part'

const part = new Part(ja, () => import('./en/facts'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
