import { useSpeechOf } from '.'
import * as ja from './ja/bundles'
import { Part } from './part'

const part = new Part(ja, () => import('./en/bundles'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
