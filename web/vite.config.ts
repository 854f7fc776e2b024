import optimizeLocales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const shell = { name: 'shell', tags: ['$initial' as const], priority: 1 }
/** What nearly every screen draws with; the heavy ones are loaded by the screens that have them. */
const ui = {
  name: 'ui',
  test: /\/src\/(ui\/(?!DataGrid|grid|ModalDialog|fonts)|app\/shell\/Page)/,
}

// The server embeds dist/ in its binary and serves it under a CSP without 'unsafe-inline':
// nothing may be inlined into the page, neither script nor style nor data: fonts.
export default defineConfig({
  base: '/',
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ['ja-JP', 'en-US'] }), enforce: 'pre' as const },
  ],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    manifest: 'manifest.json',
    // Otherwise each set of screens that shares a module gets a file for it: forty at first load.
    rolldownOptions: { output: { codeSplitting: { groups: [shell, ui] } } },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
  test: { environment: 'node', include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
})
