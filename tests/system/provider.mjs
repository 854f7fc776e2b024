// A real OpenID provider (npm's oidc-provider) for test_provider.py:
//
//     node provider.mjs PORT RETURN_URL [ALGORITHM]
//
// Its sign-in page asks nothing: /login/UID?as=SUB&amr=pwd,mfa is SUB from then on. Says `ready`
// when it listens; its keys are new with every start.

import { generateKeyPairSync } from 'node:crypto'
import Provider from '../../web/node_modules/oidc-provider/lib/index.js'

const [port, returnUrl, algorithm = 'RS256'] = process.argv.slice(2)
const issuer = `http://localhost:${port}`

function key() {
  const pair =
    algorithm === 'ES256'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const kid = `${algorithm}-${Date.now()}`
  return { ...pair.privateKey.export({ format: 'jwk' }), use: 'sig', alg: algorithm, kid }
}

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'sokuo',
      client_secret: 'of the client / + 100%',
      redirect_uris: [returnUrl],
      grant_types: ['authorization_code'],
      id_token_signed_response_alg: algorithm,
    },
  ],
  jwks: { keys: [key()] },
  cookies: { keys: ['of the test'] },
  claims: { openid: ['sub', 'amr'], auth_time: null, iss: null, sid: null },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
  // Everybody has agreed to everything.
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({
      clientId: oidc.client.clientId,
      accountId: oidc.session.accountId,
    })
    grant.addOIDCScope('openid')
    await grant.save()
    return grant
  },
})

provider.use(async (context, next) => {
  if (!context.path.startsWith('/login/')) return next()
  const { as, amr } = context.query
  if (as === undefined) {
    context.body = 'Who?'
    return
  }
  const login = { accountId: as, ...(amr && { amr: amr.split(',') }) }
  const to = await provider.interactionResult(context.req, context.res, { login })
  context.redirect(to)
})

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'))
