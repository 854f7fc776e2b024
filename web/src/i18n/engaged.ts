import { useSpeechOf } from '.'
import * as ja from './ja/engaged'
import { Part } from './part'

const part = new Part(ja, () => import('./en/engaged'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
