import { useSpeechOf } from '.'
import * as ja from './ja/people'
import { Part } from './part'

const part = new Part(ja, () => import('./en/people'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
