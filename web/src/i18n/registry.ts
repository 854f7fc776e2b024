import { useSpeechOf } from '.'
import * as ja from './ja/registry'
import { Part } from './part'

const part = new Part(ja, () => import('./en/registry'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
