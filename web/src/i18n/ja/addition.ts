export { inbox } from './inbox'

export const addition = {
  title: '追加で聞いたことを足す',
  lead: '前の答えは消えません。新しい答えが先に出ます。',
  name: '通報者の氏名',
  phone: '電話',
  mail: 'メール',
  note: 'ほかに分かったこと',
  noteHint: '誰に、いつ聞いたかも書けます。',
  save: '足す',
  saved: '{number} に足しました。',
  blank: '聞いたことを、どれか1つ書いてください。',
  other: 'ほかの項目も足す',
} as const
