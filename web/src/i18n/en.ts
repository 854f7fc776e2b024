/** The texts every screen may need; each other screen's are a file of their own beside these. */
export * from './en/app'
export * from './en/ui'
