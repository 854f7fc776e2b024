import { useSpeechOf } from '.'
import * as ja from './ja/monitors'
import { Part } from './part'

const part = new Part(ja, () => import('./en/monitors'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
