import { useSpeechOf } from '.'
import * as ja from './ja/inbox'
import { Part } from './part'

const part = new Part(ja, () => import('./en/inbox'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
