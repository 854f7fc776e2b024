import { useSpeechOf } from '.'
import * as ja from './ja/hunt'
import { Part } from './part'

const part = new Part(ja, () => import('./en/hunt'))
export const useSpeech = () => useSpeechOf(part)
