import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { declareMail, signInOf, typeSignIn } from './city'

const words = '窓口の職員に電話をかけ、封筒の数を聞いている。'

async function signIn(page: Page, isOwn: boolean): Promise<void> {
  await page.goto('/inbox')
  if (isOwn) await page.getByLabel('これは自分の端末').check()
  await typeSignIn(page, 'handler')
  await expect(page.getByRole('navigation', { name: '主なメニュー' })).toBeVisible()
}

const box = (page: Page) => page.getByLabel('いま分かったこと・したことを書く')

/** Begins a line, closes the tab in the middle of it and tells the incident's address. */
async function beginAndClose(context: BrowserContext, isOwn: boolean): Promise<string> {
  const page = await context.newPage()
  await signIn(page, isOwn)
  const address = await declareMail(page, '途中で閉じる')
  await page.goto(address)
  await box(page).fill(words)
  await page.waitForTimeout(600) // A draft is written a quarter of a second after the last key.
  await page.close()
  return address
}

test('on an own device a draft outlives the tab and the session', async ({ context }) => {
  const address = await beginAndClose(context, true)
  const next = await context.newPage()
  await next.goto(address)
  await expect(box(next)).toHaveValue(words)
  await next.close()

  await context.clearCookies() // As a browser that was closed.
  const later = await context.newPage()
  await signIn(later, true)
  await later.goto(address)
  await expect(box(later)).toHaveValue(words)
})

test('on a shared PC a draft outlives the tab, and dies with the session', async ({ context }) => {
  const address = await beginAndClose(context, false)
  const next = await context.newPage()
  await next.goto(address)
  await expect(box(next)).toHaveValue(words)
  expect(await sealedDrafts(next)).toBe(1)
  await next.close()

  await context.clearCookies()
  const later = await context.newPage()
  await signIn(later, false)
  await later.goto(address)
  await expect(box(later)).toBeVisible()
  await later.waitForTimeout(600) // Long enough for a draft to come back, if there were one.
  await expect(box(later)).toHaveValue('')
  expect(await sealedDrafts(later)).toBe(0)
})

test('signing out takes drafts and keys from the machine', async ({ context }) => {
  await beginAndClose(context, true)
  const page = await context.newPage()
  await page.goto('/inbox')
  expect(await sealedDrafts(page)).toBe(1)
  const { person } = signInOf('handler')
  await page.getByRole('button', { name: `${person}さんのメニュー` }).click()
  await page.getByRole('button', { name: 'サインアウト' }).click()
  await page.getByRole('button', { name: 'サインアウトする' }).click()
  await expect(page.getByLabel('パスワード')).toBeVisible()
  expect(await sealedDrafts(page)).toBe(0)
})

/** How many drafts lie on the machine, in any state. */
async function sealedDrafts(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const asked = indexedDB.open('sokuo', 1)
        asked.onerror = () => reject(asked.error)
        asked.onsuccess = () => {
          const keys = asked.result.transaction('shelf').objectStore('shelf').getAllKeys()
          keys.onerror = () => reject(keys.error)
          keys.onsuccess = () =>
            resolve(keys.result.filter((key) => String(key).startsWith('draft/')).length)
        }
      }),
  )
}
