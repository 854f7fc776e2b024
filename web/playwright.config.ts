import { defineConfig } from '@playwright/test'

// The whole path through the real program in Debian's Chromium. Each run starts from a fresh demo.
// One worker: the tests share the demo city, and a slow machine must not make them fail.
const staff = 'http://localhost:4810'

export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results',
  timeout: 60_000,
  // A page may be slow on two busy cores; a wrong one never comes right.
  expect: { timeout: 10_000 },
  workers: 1,
  forbidOnly: !!process.env.CI,
  reporter: [
    ['line'],
    ['junit', { outputFile: process.env.SOKUO_E2E_REPORT ?? 'test-results/junit.xml' }],
  ],
  use: {
    baseURL: staff,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1366, height: 768 },
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'pc', grepInvert: /@phone/ },
    {
      name: 'phone',
      grep: /@phone/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: [
    {
      // A real OpenID provider, for those whose password is elsewhere.
      command: `node ../tests/system/provider.mjs 4812 ${staff}/api/v1/session/oidc/return`,
      url: 'http://localhost:4812/.well-known/openid-configuration',
      reuseExistingServer: false,
      timeout: 60_000,
    },
    {
      command: 'e2e/serve 4810 4811 4812',
      url: `${staff}/healthz`,
      reuseExistingServer: false,
      timeout: 60_000,
      stdout: 'pipe',
      gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    },
  ],
})
