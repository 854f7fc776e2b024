export { triage } from './triage'

export const correction = {
  title: '件名・種別・優先順位を直す',
  lead: '前の記録は消えません。直したところと理由が、経過に残ります。',
  name: '件名',
  kind: '種別（要綱 別表第２）',
  kinds: '種別',
  questions: '優先順位を決める質問',
  reason: '直す理由',
  reasonHint: '例：封筒の中を確かめたら、紛失ではなく誤送付だった',
  reasonBlank: '直す理由を書いてください。',
  nothing: 'まだどこも直していません。',
  go: 'この内容に直す',
  said: '直しました。経過に残っています。',
} as const
