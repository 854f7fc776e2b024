import { defineConfig } from '@playwright/test'

// The whole path through the real program in Debian's Chromium, without its windows. Each run starts from a fresh demo.
// One worker: the tests share the demo city, and a slow machine must not make them fail.
// The ports: of the staff's pages, and above it of the public pages and of the sign-in service. Two runs
// at once need two cities.
const port = Number(process.env.SOKUO_E2E_PORT ?? 4810)
const staff = `http://localhost:${port}`

export default defineConfig({
  testDir: './e2e',
  outputDir: `./test-results/${port}`,
  timeout: 120_000,
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
    // Recording takes an eighth of the time, and nobody can open what CI recorded.
    trace: process.env.CI ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
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
      command: `node ../tests/system/provider.mjs ${port + 2} ${staff}/api/v1/session/oidc/return`,
      url: `http://localhost:${port + 2}/.well-known/openid-configuration`,
      reuseExistingServer: false,
      timeout: 60_000,
    },
    {
      command: `e2e/serve ${port} ${port + 1} ${port + 2}`,
      url: `${staff}/healthz`,
      reuseExistingServer: false,
      timeout: 60_000,
      stdout: 'pipe',
      gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    },
  ],
})
