import { useSpeechOf } from '.'
import * as ja from './ja/triage'
import { Part } from './part'

const part = new Part(ja, () => import('./en/triage'))
export const useSpeech = () => useSpeechOf(part)
export const useT = () => useSpeech().t
