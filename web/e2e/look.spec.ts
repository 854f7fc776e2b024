import { expect, type Page, test } from '@playwright/test'
import { declareMail, enter, expectAccessible, expectNoSidewaysScroll, front, send } from './city'

const tabs = ['tasks', 'facts', 'files', 'closure', 'people', 'history']
const parts = ['tables', 'blanks', 'edit', 'rights', 'file', 'team', 'versions']
const publicPages = ['/poc', '/poc/report', '/poc/staff', '/accessibility', '/rfc2350']

function routes(incident: string): string[] {
  return [
    '/inbox',
    '/inbox?state=all',
    '/inbox/new',
    '/incidents',
    incident,
    ...tabs.map((tab) => `${incident}?tab=${tab}`),
    '/search',
    '/search?q=端末&kind=report',
    '/misdelivery',
    '/asks',
    '/people',
    '/people/roster',
    '/charter',
    ...parts.map((part) => `/charter?part=${part}`),
    '/people',
    '/registry',
    '/registry?part=systems',
    '/journal',
    '/journal?seq=1',
    '/account',
    '/help',
  ]
}

/** What the browser refused because of our Content-Security-Policy. */
function refusals(page: Page): string[] {
  const heard: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) heard.push(message.text())
  })
  return heard
}

/** Opens the address and waits for what it shows. */
async function show(page: Page, route: string): Promise<void> {
  await page.goto(route)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText(/^(読んでいます|Loading|確かめています)/)).toHaveCount(0)
}

for (const language of ['ja', 'en'] as const) {
  test(`every page is for everybody, in ${language}`, async ({ page }) => {
    test.setTimeout(300_000)
    const refused = refusals(page)
    await page.goto('/')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectAccessible(page)
    await enter(page, 'handler')
    const incident = await declareMail(page, `どの画面も、だれにでも（${language}）`)
    const text = '残っている封筒の枚数を教えてください。'
    await send(page, `${incident}/asks`, { post: 'joho-kacho', text })
    if (language === 'en') await speakEnglish(page)
    for (const route of routes(incident)) {
      await show(page, route)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expectAccessible(page)
      for (const width of [683, 320]) {
        await page.setViewportSize({ width, height: 384 })
        await expectNoSidewaysScroll(page)
      }
      await page.setViewportSize({ width: 1366, height: 768 })
    }
    for (const path of publicPages) {
      await page.goto(`${front}${path}?lang=${language}`)
      await expectAccessible(page)
      for (const width of [683, 320]) {
        await page.setViewportSize({ width, height: 384 })
        await expectNoSidewaysScroll(page)
      }
      await page.setViewportSize({ width: 1366, height: 768 })
    }
    expect(refused).toEqual([])
  })
}

test('the sign-in page is for everybody, in English and enlarged as well', async ({ page }) => {
  await page.goto('/')
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('サインイン')
  for (const width of [683, 320]) {
    await page.setViewportSize({ width, height: 384 })
    await expectNoSidewaysScroll(page)
  }
  await page.getByRole('button', { name: 'English' }).click()
  await expect(heading).toHaveText('Sign in')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.keyboard.press('Tab')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
})

test('who reads English sees no Japanese first', async ({ page }) => {
  await enter(page, 'handler')
  await speakEnglish(page)
  await page.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(window, { seen })
    const look = () => {
      for (const one of document.querySelectorAll('h1, nav a')) seen.add(one.textContent)
    }
    const all = { childList: true, subtree: true, characterData: true }
    new MutationObserver(look).observe(document, all)
  })
  // However late the texts come.
  await page.route(/\/assets\/en-/, async (asked) => {
    await new Promise((go) => setTimeout(go, 1_000))
    await asked.continue()
  })
  for (const [path, title] of [
    ['/inbox', 'Inbox'],
    ['/charter', 'Charter and contacts'],
    ['/help', 'Help'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    const seen = await page.evaluate(() => [...(window as unknown as { seen: string[] }).seen])
    expect(seen.length).toBeGreaterThan(3)
    expect(seen.filter((text) => /[぀-ヿ一-鿿]/.test(text))).toEqual([])
  }
})

async function speakEnglish(page: Page): Promise<void> {
  await page.getByRole('button', { name: /のメニュー$/ }).click()
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('link', { name: /^Inbox/ })).toBeVisible()
}

test('an incident is grasped without scrolling at 1366 by 768', async ({ page }) => {
  await enter(page, 'handler')
  const address = await declareMail(page, '案内メールの宛先を「Cc」に入れて300人に送った')
  await show(page, address)
  const seen = [
    page.getByLabel('対応の段階').first(),
    page.getByRole('region', { name: '期限と目安' }),
    page.getByRole('heading', { name: '次にすること' }),
    page.getByRole('region', { name: '次にすること' }).getByRole('button').first(),
    page.getByText('【架空】').first(),
  ]
  for (const one of seen) await expect(one).toBeInViewport({ ratio: 0.99 })
  if (process.env.SOKUO_SHOTS) {
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: '../docs/images/incident.png' })
  }
})

test('a phone shows what was opened: page, tab, and a list without a sideways bar @phone', async ({
  page,
}) => {
  await enter(page, 'handler')
  const what = '案内メールの宛先を「Cc」に入れて300人に送った'
  await show(page, `${await declareMail(page, what)}?tab=history`)
  await expect(page.getByRole('tab', { name: '変更の記録' })).toBeInViewport({ ratio: 0.99 })
  await expect(page.getByRole('heading', { name: '変更の記録' })).toBeInViewport({ ratio: 0.99 })
  await show(page, '/help')
  const current = page.getByRole('navigation').getByRole('link', { name: '使い方とキー' })
  await expect(current).toBeInViewport({ ratio: 0.99 })
  await show(page, '/incidents')
  const list = page.getByRole('grid')
  await expect(list.getByText('メールの誤送信').first()).toBeVisible()
  expect(await list.evaluate((grid) => grid.scrollWidth - grid.clientWidth)).toBe(0)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
})

test('the chosen tab is seen when the system chooses the colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await enter(page, 'handler')
  await show(page, await declareMail(page, '色を選べない画面'))
  const chosen = page.getByRole('tab', { name: '状況' })
  const other = page.getByRole('tab', { name: '添付' })
  const drawn = await chosen.screenshot()
  await other.click()
  await expect(other).toHaveAttribute('aria-selected', 'true')
  await page.mouse.move(0, 0)
  expect(Buffer.compare(drawn, await chosen.screenshot())).not.toBe(0)
  const line = (tab: typeof chosen) =>
    tab.evaluate((element) => getComputedStyle(element).borderBottomWidth)
  expect(await line(other)).toBe('4px')
})

test('the phase of now is seen when the system chooses the colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await enter(page, 'handler')
  await show(page, await declareMail(page, '色を選べない段階'))
  const rail = page.getByLabel('対応の段階').first()
  await expect(rail.locator('[aria-current=step]')).toHaveCount(1)
  const marks = await rail.getByRole('listitem').evaluateAll((steps) =>
    steps.map((step) => {
      const marked = [step, ...step.querySelectorAll('*')].some(
        (one) => getComputedStyle(one).outlineStyle === 'solid',
      )
      const isCurrent =
        step.matches('[aria-current=step]') || step.querySelector('[aria-current=step]') !== null
      return { marked, isCurrent }
    }),
  )
  expect(marks.length).toBe(5)
  for (const { marked, isCurrent } of marks) expect(marked).toBe(isCurrent)
})
