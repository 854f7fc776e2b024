import { useSpeechOf } from '.'
import * as ja from './ja/misdelivery'
import { Part } from './part'

const part = new Part(ja, () => import('./en/misdelivery'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
