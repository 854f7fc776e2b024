import { useSpeechOf } from '.'
import * as ja from './ja/alerts'
import { Part } from './part'

const part = new Part(ja, () => import('./en/alerts'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
