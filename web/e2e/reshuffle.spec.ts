import { expect, test } from '@playwright/test'
import { enter, expectAccessible, renew, tabTo } from './city'

const single = [
  '総務部長',
  '市民部長',
  '福祉部長',
  '教育部長',
  '市民課長',
  '税務課長',
  '広報課長',
  '情報政策課長',
  '財政課長',
  '総務課長',
]
const rows = [
  ...single.map((post, at) => `${post}\t異動 ${at + 1}郎\tいどう ${at + 1}ろう`),
  ...Array.from({ length: 30 }, (_, at) => `担当課室職員\t新任 ${at + 1}子\tしんにん ${at + 1}こ`),
]

test('forty posts change hands in April, from a spreadsheet, within five minutes', async ({
  page,
  browser,
}) => {
  test.setTimeout(300_000)
  await enter(page, 'admin', '/people')
  const head = page.getByText('総務部長', { exact: true }).first()
  await expect(head).toBeVisible()
  const before = (await page.getByRole('main').innerText()).match(/総務部長[\s\S]{0,60}/)?.[0] ?? ''

  const began = Date.now()
  await page.goto('/people/reshuffle')
  const box = page.getByLabel('職名・氏名・ふりがなの3列')
  await tabTo(box)
  await box.fill(
    ['職名\t氏名\tふりがな', ...rows, '宇宙部長\t架空 一郎\tかくう いちろう'].join('\n'),
  )
  await tabTo(page.getByRole('button', { name: '表に入れる' }))
  await page.keyboard.press('Enter')
  await expect(page.getByText('40人を表に入れました。')).toBeVisible()
  // What the charter does not know is said, with its line, and nothing is dropped in silence.
  await expect(page.getByRole('alert')).toContainText('42行目')
  await expectAccessible(page)
  await page.getByRole('button', { name: '内容を確かめる' }).first().click()
  await expect(page.getByRole('heading', { name: /異動 40件$/ })).toBeVisible()
  await expectAccessible(page)
  const done = page.getByText('40件の異動を記録しました')
  await page.getByRole('button', { name: 'この内容で異動を記録する' }).click()
  await renew(page, 'admin', () => done.waitFor())
  const seconds = (Date.now() - began) / 1000
  console.log(`forty posts: ${seconds.toFixed(1)} s of 300`)
  expect(seconds).toBeLessThan(300)

  // Whoever was registered is given a way in, by keyboard, and enters with it.
  await page.goto('/charter?part=team')
  await tabTo(page.getByRole('button', { name: '異動 2郎さんにサインインの名前を渡す' }))
  await page.keyboard.press('Enter')
  await page.keyboard.type('idou2')
  await expectAccessible(page)
  await tabTo(page.getByRole('button', { name: 'この名前を渡す' }))
  await page.keyboard.press('Enter')
  const given = page.getByRole('status').filter({ hasText: '仮のパスワードです' })
  await renew(page, 'admin', () => given.waitFor())
  await expectAccessible(page)
  const newcomer = await (await browser.newContext()).newPage()
  await newcomer.goto('/')
  await newcomer.getByLabel('名前').fill('idou2')
  await newcomer.getByLabel('パスワード').fill((await given.locator('code').textContent()) ?? '')
  await newcomer.keyboard.press('Enter')
  await expect(newcomer.getByRole('heading', { level: 1, name: 'はじめにすること' })).toBeVisible()
  await page.getByRole('button', { name: '渡しました' }).click()
  await expect(page.getByRole('link', { name: '異動 2郎さんのサインイン' })).toBeVisible()
  await page.goto('/people')

  // Today's people hold their posts until the day before, as they did.
  await expect(page).toHaveURL(/\/people$/)
  await expect(head).toBeVisible()
  const after = (await page.getByRole('main').innerText()).match(/総務部長[\s\S]{0,60}/)?.[0] ?? ''
  expect(after.slice(0, 20)).toBe(before.slice(0, 20))
})

test('a namesake is somebody one says they are, and is not guessed in silence', async ({
  page,
}) => {
  await enter(page, 'admin', '/people/reshuffle')
  const box = page.getByLabel('職名・氏名・ふりがなの3列')
  await box.fill('広報課長\t見本 佐和子\n財政課長\t見本 佐和子')
  await page.getByRole('button', { name: '表に入れる' }).click()
  await page.getByLabel('財政課長：同じ名前の人から選ぶ').selectOption({
    label: '同姓同名の別の人（新しく登録）',
  })
  await expectAccessible(page)
  await page.getByRole('button', { name: '内容を確かめる' }).first().click()
  await expect(page.getByText('名前だけで、登録済みの人とみなしたもの 1件')).toBeVisible()
  await expect(page.getByText('広報課長の見本 佐和子さん（いまの職：')).toBeVisible()
  await expect(page.getByText('見本 佐和子（新しく登録）')).toBeVisible()
  await expectAccessible(page)
})
