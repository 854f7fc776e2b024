import { useSpeechOf } from '.'
import * as ja from './ja/signIn'
import { Part } from './part'

const part = new Part(ja, () => import('./en/signIn'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
