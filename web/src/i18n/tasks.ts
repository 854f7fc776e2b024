import { useSpeechOf } from '.'
import * as ja from './ja/tasks'
import { Part } from './part'

const part = new Part(ja, () => import('./en/tasks'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
