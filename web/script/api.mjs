// Writes src/api/schema.d.ts from api/openapi.yaml. With --check it only compares, for CI.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../api/openapi.yaml', import.meta.url)
const target = new URL('../src/api/schema.d.ts', import.meta.url)

const types = astToString(await openapiTS(source))
// api/client.ts writes this header itself, so callers need not name it.
const made =
  '// Made from api/openapi.yaml by script/api.mjs. Do not edit.\n' +
  types
    .replaceAll('"Idempotency-Key":', '"Idempotency-Key"?:')
    .replaceAll(/header: (\{\s*"Idempotency-Key"\?: [^;]*;\s*\})/g, 'header?: $1')

if (process.argv.includes('--check')) {
  const have = await readFile(target, 'utf8').catch(() => '')
  if (have !== made) {
    process.stderr.write('src/api/schema.d.ts is older than api/openapi.yaml. Run: npm run api\n')
    process.exit(1)
  }
} else {
  await writeFile(target, made)
}
