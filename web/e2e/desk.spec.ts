import { expect, test } from '@playwright/test'
import { enter, expectAccessible, send, tabTo } from './city'

test('a notice from the prefecture is acknowledged, judged, and waits until it is replied to', async ({
  page,
}) => {
  test.setTimeout(150_000)
  await enter(page, 'handler', '/inbox')
  const what = '【架空】入道雲VPNの脆弱性の注意喚起'
  const { id, number } = await send<{ id: string; number: string }>(page, '/reports', {
    channel: 'authority',
    reporter_class: 'government',
    what,
    notice: {
      from: '架空県',
      their_number: '情政第77号',
      reply_due_at: new Date(Date.now() + 86_400_000).toISOString(),
      chain: [
        { from: '総務省', to: '架空県' },
        { from: '架空県', to: 'みほん市' },
      ],
    },
  })
  await page.goto(`/inbox?report=${id}`)
  const report = page.getByRole('article')
  const notice = report.getByRole('region', { name: '外の団体からの通知' })
  await expect(notice.getByText('情政第77号')).toBeVisible()
  await expect(notice.getByText('総務省 → 架空県')).toBeVisible()
  await expectAccessible(page)

  await tabTo(notice.getByRole('button', { name: '受領連絡を記録する' }))
  await page.keyboard.press('Enter')
  await notice.getByLabel('連絡した相手').fill('架空県 情報政策課')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${number} に、受領連絡を記録しました。`)).toBeVisible()
  await expect(notice.getByText('受領連絡がまだです。')).toHaveCount(0)

  // What is missing is asked by telephone; no time is set for the answer.
  await tabTo(report.getByRole('button', { name: '追加で聞いて、返事を待つ' }))
  await page.keyboard.press('Enter')
  const asking = report.getByRole('heading', { name: '追加で聞いて、返事を待つ' })
  await expect(asking).toBeVisible()
  await report.getByLabel('話したこと').fill('該当する製品の版を、県に聞いた')
  await expectAccessible(page)
  await report.getByRole('button', { name: '記録する', exact: true }).click()
  await expect(page.getByText(`${number} に、聞いたことを記録しました。`)).toBeVisible()

  await page.getByRole('radio', { name: '対象外（インシデントではない）' }).check()
  await page.getByLabel('理由').fill('該当する製品がない')
  await page.getByRole('button', { name: '対象外と記録する' }).click()
  await page.goto('/inbox?state=waiting')
  await expect(page.getByText(what).first()).toBeVisible()

  await page.goto(`/inbox?report=${id}&state=waiting`)
  await tabTo(report.getByRole('button', { name: '回答する' }))
  await page.keyboard.press('Enter')
  await report.getByLabel('話したこと').fill('該当なしと回答した')
  await report.getByRole('button', { name: '記録する', exact: true }).click()
  await expect(page.getByText(`${number} に、回答を記録しました。`)).toBeVisible()
  await expect(notice.getByText('回答した時刻')).toBeVisible()
  await page.goto('/inbox?state=waiting')
  await expect(page.getByRole('heading', { level: 1, name: '受付箱' })).toBeVisible()
  await expect(page.getByText(what)).toHaveCount(0)
})

test('同じ件の受付は、もう一つの受付にまとめ、そちらの判断に従う', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  const { origin } = new URL(page.url())
  for (const what of ['庁舎の電話が全部つながらない', '市役所に電話がかからない']) {
    const slip = { channel: 'phone', what }
    const headers = { origin, 'idempotency-key': crypto.randomUUID() }
    const answer = await page.request.post('/api/v1/reports', { data: slip, headers })
    expect(answer.status()).toBe(201)
  }
  await page.getByRole('link', { name: /市役所に電話がかからない/ }).click()
  await page.getByRole('radio', { name: '別の受付と同じ件' }).check()
  await page.getByRole('button', { name: 'この受付と同じ件にする' }).press('Enter')
  await expect(page.getByText('同じ件の受付を選んでください。').first()).toBeVisible()
  const choice = page.getByLabel(/どの受付と同じ件ですか/)
  const label = await choice.getByRole('option', { name: /庁舎の電話/ }).innerText()
  await choice.selectOption({ label })
  await expectAccessible(page)
  await page.getByRole('button', { name: 'この受付と同じ件にする' }).press('Enter')
  await expect(page.getByText(/の判断を記録しました/).first()).toBeVisible()

  await page.getByRole('link', { name: /庁舎の電話が全部つながらない/ }).click()
  await page.getByText('この受付と同じ件').getByRole('link').click()
  await expect(page.getByRole('heading', { name: '市役所に電話がかからない' })).toBeVisible()
  await expect(page.getByText('同じ件の受付')).toContainText(label.split(' ')[0] as string)
})

test('添えられたものは、取り出す前に中身が分かる', async ({ page }) => {
  await enter(page, 'handler', '/inbox')
  const { origin } = new URL(page.url())
  const headers = { origin, 'idempotency-key': crypto.randomUUID() }
  const slip = { channel: 'mail', what: '請求書が送られてきた' }
  const taken = await page.request.post('/api/v1/reports', { data: slip, headers })
  const { id } = (await taken.json()) as { id: string }
  await page.goto(`/inbox?report=${id}`)
  // A program for Windows, by its first bytes.
  const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(58), Buffer.from([0x40, 0, 0, 0])])
  await page.getByLabel('ファイルを添える').setInputFiles({
    name: '請求書.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.concat([program, Buffer.from('PE\0\0'), Buffer.alloc(200)]),
  })
  const files = page.getByRole('region', { name: '添えられたもの' })
  await expect(files.getByText(/拡張子は \.pdf ですが、中身は実行形式です/)).toBeVisible()
  await expect(files.getByText('検査の道具（clamd）が設定されていません')).toBeVisible()
  await expectAccessible(page)
})
