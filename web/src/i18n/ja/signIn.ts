export const signIn = {
  product: '即応　インシデント対応台帳',
  title: 'サインイン',
  again: 'もう一度サインインしてください',
  kept: '時間がたったため、{name}さんのサインインが切れました。書いたものは、この画面にそのまま残っています。',
  name: '名前',
  password: 'パスワード',
  ownDevice: 'これは自分の端末',
  ownDeviceHint:
    '書きかけを、この端末に暗号化して残します。ほかの人も使う端末では選ばないでください。',
  enter: 'サインインする',
  nameBlank: '名前を書いてください。',
  passwordBlank: 'パスワードを書いてください。',
  renew: 'パスワードをもう一度',
  renewWhy: '宣言や収束は、本人であることを確かめてから記録します。',
  goOn: '続ける',
  unreachable: 'サーバーにつながりません。少し待って、もう一度押してください。',
} as const
