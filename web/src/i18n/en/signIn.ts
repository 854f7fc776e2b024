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
  renew: 'Your password once more',
  renewWhy: 'Declaring and ending are recorded after making sure it is you.',
  goOn: 'Continue',
  unreachable: 'The server cannot be reached. Wait a moment and press again.',
} as const satisfies SameKeys<typeof ja.signIn>
