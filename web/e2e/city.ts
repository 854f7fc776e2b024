import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, expect, type Locator, type Page } from '@playwright/test'

const port = Number(process.env.SOKUO_E2E_PORT ?? 4810)
/** The public pages of the demo city; the staff side is Playwright's base address. */
export const front = `http://localhost:${port + 1}`
/** The sign-in service that city knows. */
export const provider = `http://localhost:${port + 2}`
/** Where it takes in logs, by UDP. */
export const logPort = port + 3

/** The sign-ins of the demo city, as `sokuo init --demo` gave them out. */
export type Name =
  | 'handler'
  | 'ciso'
  | 'auditor'
  | 'member'
  | 'manager'
  | 'soumu'
  | 'deputy'
  | 'admin'
  | 'finance'

type SignIn = { name: string; password: string; person: string; post: string }

export function signInOf(name: Name): SignIn {
  const city = new URL(`../../build/e2e-${port}.json`, import.meta.url)
  const { sign_ins } = JSON.parse(readFileSync(city, 'utf8')) as { sign_ins: SignIn[] }
  const found = sign_ins.find((one) => one.name === name)
  if (found === undefined) throw new Error(`the demo city has no ${name}`)
  return found
}

/** Signs in on the page that is open, by keyboard, as a person does. */
export async function typeSignIn(page: Page, name: Name): Promise<void> {
  const given = signInOf(name)
  await page.getByLabel('名前').fill(given.name)
  await page.getByLabel('パスワード').fill(given.password)
  await page.keyboard.press('Enter')
}

/** Opens the address and signs in. */
export async function enter(page: Page, name: Name, path = '/inbox'): Promise<void> {
  await page.goto(path)
  await typeSignIn(page, name)
  // The first page after a sign-in is the slowest: the password's hash, and every script anew.
  await expect(page.getByRole('navigation', { name: '主なメニュー' })).toBeVisible({
    timeout: 30_000,
  })
}

/** Another person at another desk. */
export async function desk(browser: Browser, name: Name, path?: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await enter(page, name, path)
  return page
}

/** The password again, when the server wants it before the act. */
export async function renew(page: Page, name: Name, done: () => Promise<unknown>): Promise<void> {
  const sheet = page.getByRole('dialog', { name: 'パスワードをもう一度' })
  const isAsked = await Promise.race([sheet.waitFor().then(() => true), done().then(() => false)])
  if (!isAsked) return
  await expectAccessible(page)
  await sheet.getByLabel('パスワード').fill(signInOf(name).password)
  await page.keyboard.press('Enter')
  await done()
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** WCAG 2.2 AA and axe's best practice, without exception. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    where: nodes.map((node) => `${node.target} ${node.html}`.slice(0, 300)),
  }))
  expect(told, page.url()).toEqual([])
}

/** Nothing sticks out: the page scrolls up and down only (WCAG 1.4.10). */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, view } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    view: document.documentElement.clientWidth,
  }))
  expect(wide, `${page.url()} at ${view} px`).toBeLessThanOrEqual(view)
}

/** Goes on with Tab, or back with Shift+Tab, until the element has the focus. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let press = 0; press < 100; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await target.page().keyboard.press(key)
  }
  throw new Error(`Tab never reaches ${target}`)
}

/** Sends what a screen would send, for what a test only needs to be there. What was answered. */
export async function send<Answer>(page: Page, path: string, body: object): Promise<Answer> {
  return page.evaluate(
    async ({ path, body }) => {
      const answer = await fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: JSON.stringify(body),
      })
      const said = await answer.json()
      if (!answer.ok) throw new Error(JSON.stringify(said))
      return said as Answer
    },
    { path, body },
  )
}

/** Says that a mail went to 300 people in Cc: an incident with every kind of clock. Its address. */
export async function declareMail(page: Page, what: string): Promise<string> {
  const { id } = await send<{ id: string }>(page, '/misdeliveries', {
    kind: 'mail',
    what,
    noticed_at: new Date(Date.now() - 600_000).toISOString(),
    recipients: { state: 'known', value: 300 },
    persons: { state: 'known', value: 300 },
    items: { state: 'known', value: 1 },
    data_kinds: ['name', 'mail'],
    deletion: 'asked',
    recovery: 'not_applicable',
    apology: 'not_yet',
  })
  return `/incidents/${id}`
}
