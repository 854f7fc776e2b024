export const app = {
  name: 'インシデント対応台帳',
  fictional: '【架空】',
  otherLanguage: 'English',
  skip: '本文へ移る',
  menu: '主なメニュー',
  system: 'しくみ',
  search: '検索・操作を呼び出す',
  fresh: '最新（{time} 更新）',
  lost: 'つながっていません（{time} 時点）',
  lostTitle: 'サーバーとつながっていません',
  lostWhat:
    'この画面は {time} 時点のものです。書いたものはこの端末に残り、つながったら送れます。宣言・承認・収束は、つながるまでできません。',
  lostPaper: '急ぐときは、紙の受付票に書いてください。',
  simulated: '時計は訓練・再生用です',
  user: '{name}さんのメニュー',
  signOut: 'サインアウト',
  ownDevice: '自分の端末',
  sharedDevice: '共用の端末（サインアウトで下書きも消えます）',
  lettersOn: '1文字のキーを使う',
  languageName: '日本語',
  loading: '読んでいます',
  notFound: 'このページはありません',
  notFoundWhat: 'アドレスを確かめるか、受付箱から探してください。',
  broken: 'この画面を表示できませんでした',
  brokenWhat: '書いたものは残っています。もう一度読み込んでください。',
  again: 'もう一度読み込む',
  signOutAsk: '送っていない下書きは、この端末から消えます。サインアウトしますか。',
  strip: '対応中',
  stripElapsed: '宣言から {time}',
  pageTitle: '{page} – {team}',
} as const

export const nav = {
  inbox: '受付箱',
  incidents: 'インシデント',
  misdelivery: '誤送付・紛失の記録',
  charter: '要綱・連絡先',
  journal: '操作の記録',
  help: '使い方とキー',
  waiting: '未判断 {n}件',
  open: '対応中 {n}件',
} as const

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

export const command = {
  palette: '検索・操作',
  placeholder: '番号・件名・したいこと',
  none: '見つかりません。言葉を短くしてみてください。',
  commands: 'できること',
  hits: '受付とインシデント',
  openPalette: '検索・操作を開く',
  recordReport: '受付を記録する',
  goInbox: '受付箱へ行く',
  goIncidents: 'インシデントの一覧へ行く',
  goMisdelivery: '誤送付・紛失の記録へ行く',
  goCharter: '要綱・連絡先へ行く',
  goJournal: '操作の記録へ行く',
  goHelp: '使い方を見る',
  keySheet: 'キーの一覧を開く',
  switchLanguage: '英語に切り替える',
  signOut: 'サインアウトする',
} as const

export const keys = {
  title: 'キーの一覧',
  go: '移る',
  screen: 'この画面',
  global: 'どこでも',
  what: '文字を書いているあいだと、変換しているあいだは働きません。',
  letters: '1文字のキーを使う',
  lettersHint: '音声入力などで誤って動くときは、外してください。Ctrl を使うキーは残ります。',
} as const

export const help = {
  title: '使い方',
  lead: 'この台帳は、知らせを受けてから収束するまでを、1つの記録に残します。',
  inboxTitle: '知らせが来たら',
  inbox:
    '受付箱で4項目（いつ・どこで・何がどのように・氏名と連絡先）を見て、インシデントかどうかを判断します。分からない項目は「不明」のままで進めます。',
  recordTitle: '分かったことを書く',
  record:
    'インシデントの画面の入力欄に、事実・判断・対処・連絡のどれかを選んで書きます。起きた時刻は記録した時刻と別に残ります。消すことはできません。直すときは、訂正を足します。',
  draftTitle: '書きかけは残ります',
  draft:
    '書いたものは、送るまでこの端末に暗号化して残ります。共用の端末ではサインアウトで消えます。サインインが切れても、画面の文は消えません。',
  lostTitle: 'つながらないとき',
  lost: '画面の上に知らせが出ます。見えている内容はその時刻のものです。宣言・承認・収束は、つながるまでできません。',
  keysTitle: 'キーボード',
  keys: 'Ctrl K で検索と操作、? でキーの一覧が開きます。Ctrl Enter は「記録する」だけです。宣言や承認には使いません。',
  licences: '使っている文字',
  licencesWhat: 'Noto Sans JP（SIL Open Font License 1.1）',
} as const
