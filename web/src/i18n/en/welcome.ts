import type * as ja from '../ja/welcome'
import type { SameKeys } from '../words'

export { signIn } from './signIn'

export const welcome = {
  title: 'Signing in for the first time',
  who: 'This link was made for “{name}”.',
  steps: 'There are two things to do. They take about five minutes.',
  stepPassword: 'Choose a password of your own',
  stepApp: 'Enrol the authenticator app of your phone (have it at hand)',
  begin: 'Begin',
  usedTitle: 'This link works no longer',
  used: 'It has been used, or it is older than seven days.',
  usedWhat: 'Ask whoever sent it for a new initial password.',
  usedMine: 'If you have chosen your own password, sign in with it.',
  noneTitle: 'Please open the link you were sent',
  none: 'This page needs the whole of the link. Please check that it was not cut off.',
  toSignIn: 'To the sign-in screen',
  otherTitle: 'Somebody else is signed in',
  other: 'This screen is {name}’s at the moment.',
  otherWhat: 'Sign out, then open the link again. It has not been used yet.',
} as const satisfies SameKeys<typeof ja.welcome>
