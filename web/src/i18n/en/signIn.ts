import type * as ja from '../ja/signIn'
import type { SameKeys } from '../words'

export const signIn = {
  product: 'Sokuo, incident response record',
  title: 'Sign in',
  again: 'Please sign in again',
  kept: 'The session of {name} has ended. Everything you wrote is still on this page.',
  name: 'Name',
  password: 'Password',
  ownDevice: 'This is my own device',
  ownDeviceHint:
    'Keeps drafts on this device, encrypted. Do not choose it where others use the same device.',
  enter: 'Sign in',
  nameBlank: 'Write your name.',
  passwordBlank: 'Write your password.',
  second: 'Second factor',
  secondWhat: 'The digits your authenticator app shows make sure that it is you.',
  code: 'Six digits, or a recovery code',
  codeHint: 'Without your phone, write one of the recovery codes on paper (24 letters and digits).',
  codeBlank: 'Write the six digits of your app, or a recovery code.',
  back: 'Back to name and password',
  renew: 'Your password once more',
  renewWhy: 'Declaring and ending are recorded after making sure it is you.',
  goOn: 'Continue',
  byProvider: 'Sign in with {label}',
  back_unbound:
    'It is certain who you are, but nobody here is bound to it. Please tell an administrator.',
  back_again: 'This took too long, or was begun in another window. Please sign in again.',
  back_refused:
    'The sign-in service’s answer was not accepted. Please try again; if it goes on, tell an administrator.',
  back_silent:
    'The sign-in service does not answer. Wait a moment and press again. Whoever has a password can sign in below.',
  renewProvider: 'Once more: is it you?',
  renewProviderWhy:
    'Declaring and ending are recorded after making sure it is you. Follow the link to the sign-in service, then come back to this page and press Continue. What you wrote stays.',
  renewProviderGo: 'Confirm at the sign-in service (another tab)',
  unreachable: 'The server cannot be reached. Wait a moment and press again.',
} as const satisfies SameKeys<typeof ja.signIn>
