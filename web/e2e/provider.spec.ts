import { expect, type Page, test } from '@playwright/test'
import {
  enter,
  expectAccessible,
  expectNoSidewaysScroll,
  provider,
  renew,
  send,
  tabTo,
} from './city'

const button = (page: Page) => page.getByRole('button', { name: '庁内アカウントでサインイン' })

/** Over at the sign-in service: somebody proves who they are, and is sent back. */
async function prove(page: Page, subject: string): Promise<void> {
  await page.waitForURL(`${provider}/login/**`)
  await page.goto(`${page.url()}?as=${subject}&amr=pwd,mfa`)
}

/** Adds somebody by the screen's own request; their page, where an administrator binds them. */
async function addPerson(page: Page, name: string): Promise<string> {
  const { id } = await send<{ id: string }>(page, '/team/persons', {
    name,
    sign_in_name: `p-${crypto.randomUUID().slice(0, 8)}`,
    password: 'a password of the test, 7f3a',
  })
  return `/account/${id}`
}

test('an administrator binds somebody, who enters by the sign-in service', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const subject = `s-${crypto.randomUUID().slice(0, 8)}`
  await enter(page, 'admin', '/charter?part=team')
  await page.goto(await addPerson(page, '野辺地 はる'))
  const card = page.getByRole('region', { name: '庁内の認証サービス' })
  const field = card.getByLabel('利用者番号（sub）')
  await expect(field).toBeVisible()
  await expectAccessible(page)

  await tabTo(field)
  await page.keyboard.type('番号 二')
  await page.keyboard.press('Enter')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await field.fill(subject)
  await page.keyboard.press('Enter')
  const bound = page.getByText('庁内の認証サービスでサインインします')
  await renew(page, 'admin', () => bound.waitFor())
  await expect(bound).toContainText(subject)

  const theirs = await (await browser.newContext()).newPage()
  await theirs.goto('/')
  await expect(button(theirs)).toBeVisible()
  await expectAccessible(theirs)
  await tabTo(button(theirs))
  await theirs.keyboard.press('Enter')
  await prove(theirs, subject)
  await expect(theirs.getByRole('navigation', { name: '主なメニュー' })).toBeVisible()
  await expect(theirs.getByRole('button', { name: '野辺地 はるさんのメニュー' })).toBeVisible()

  // They were sent through, so the server wants to know again who this is.
  await theirs.goto('/account')
  await tabTo(theirs.getByRole('button', { name: '認証アプリを登録する' }))
  await theirs.keyboard.press('Enter')
  const sheet = theirs.getByRole('dialog', { name: '本人であることを、もう一度' })
  await expect(sheet).toBeVisible()
  await expectAccessible(theirs)
  const link = sheet.getByRole('link', { name: '認証サービスで確かめる（別のタブ）' })
  await tabTo(link)
  const [tab] = await Promise.all([theirs.waitForEvent('popup'), theirs.keyboard.press('Enter')])
  await prove(tab, subject)
  await expect(tab.getByRole('navigation', { name: '主なメニュー' })).toBeVisible()
  await tab.close()
  await tabTo(sheet.getByRole('button', { name: '続ける' }))
  await theirs.keyboard.press('Enter')
  await expect(theirs.getByRole('img', { name: /QRコード/ })).toBeVisible()
})

test('who is not bound is told whom to tell, and the address forgets it @phone', async ({
  page,
}) => {
  await page.goto('/')
  await expect(button(page)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await button(page).tap()
  await prove(page, 'nobody-here')
  await expect(page.getByText(/即応の職員に結び付いていません/).first()).toBeVisible()
  expect(new URL(page.url()).search).toBe('')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
})
