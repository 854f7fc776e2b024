export const phase = {
  triaged: '宣言済み',
  responding: '初動対応中',
  contained: '封じ込め済み',
  eradicated: '根絶済み',
  recovering: '復旧中（暫定対策）',
  recovered: '復旧済み',
  converged: '収束宣言済み',
  closed: '完了',
  withdrawn: '取り下げ',
} as const
