import { createSocket } from 'node:dgram'
import { expect, test } from '@playwright/test'
import { enter, expectAccessible, logPort, tabTo } from './city'

async function log(text: string): Promise<void> {
  const socket = createSocket('udp4')
  await new Promise<void>((done) => socket.send(text, logPort, '127.0.0.1', () => done()))
  socket.close()
}

test('届いたログを、言葉と機器でさがし、届いたままの行を見る', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  await tabTo(page.getByRole('link', { name: 'ログ', exact: true }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'ログ' })).toBeVisible()
  await log('<35>Nov 23 10:05:27 kakuu-fw1 sshd[711]: admin へのログインに失敗しました')
  await log('<38>Nov 23 10:05:28 kakuu-sw2 kernel: ポート3が動き始めました')
  await expect(async () => {
    await page.reload()
    await expect(page.getByText('ポート3が動き始めました', { exact: true })).toBeVisible({
      timeout: 2_000,
    })
  }).toPass()
  await expectAccessible(page)

  await page.getByLabel('言葉').fill('ログイン　失敗')
  await page.keyboard.press('Enter')
  const lines = page.getByRole('region', { name: '行の一覧' })
  await expect(lines.getByText('ポート3が動き始めました', { exact: true })).toHaveCount(0)
  const line = lines.getByText('admin へのログインに失敗しました', { exact: true }).first()
  await line.click()
  await expect(lines.getByText('<35>Nov 23 10:05:27', { exact: false })).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'kakuu-sw2' }).press('Enter')
  await expect(page).toHaveURL(/host=kakuu-sw2/)
  await expect(page.getByText('当てはまる行はありません')).toBeVisible()
  await page.getByLabel('言葉').fill('')
  await page.keyboard.press('Enter')
  await expect(lines.getByText('ポート3が動き始めました', { exact: true })).toBeVisible()
})

test('使っている検知ルールの数と、使えないルールの理由を見る', async ({ page }) => {
  await enter(page, 'handler', '/logs')
  const card = page.getByRole('region', { name: '検知ルール' })
  await expect(card.getByText('件のルールで調べています', { exact: false })).toBeVisible()
  const unusable = card.getByText('使えないルール：1件')
  await tabTo(unusable)
  await page.keyboard.press('Enter')
  await expect(card.getByText('市のプリンター')).toBeVisible()
  await expect(card.getByText('base65', { exact: false })).toBeVisible()
  await expectAccessible(page)
})
