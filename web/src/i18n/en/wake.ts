import type * as ja from '../ja/wake'
import type { SameKeys } from '../words'

export const wake = {
  title: 'Wake somebody',
  what: 'Calls those who answer out of hours, one after the other. No power passes.',
  first: 'Now the first would be {name}.',
  nobody: 'There is nobody to call. Use the printed list and telephone.',
  go: 'Call somebody',
  askTitle: 'They will be called in this order',
  askWhat:
    'Without an answer after {minutes} minutes the next one is called. Telephone as you see it here.',
  askMail:
    'Those who agreed to it get a mail that says “please check” in Japanese and {number}, and nothing else.',
  askNoMail: 'No mail server is set up, so none is sent. Telephone.',
  confirm: 'Call in this order',
  said: '{name} is called. Please telephone',
  state: {
    calling: 'Waiting for an answer. The next one is called at {time}.',
    callingLast: 'Waiting for an answer. This is the last one.',
    answered: 'Somebody answered.',
    unanswered: 'Nobody answers. Telephone by the printed list, or call again.',
    ended: 'The call is over.',
  },
  called: '{time} called',
  answered: '{time} answered',
  answeredBy: '{time} answered (noted by {name})',
  waiting: 'Not called yet',
  away: 'Away: passed over',
  passedOver: 'Shut out: passed over',
  noNumber: 'No number: passed over',
  mail: {
    trying: 'Mail: on its way',
    sent: 'Mail: sent (whether it was read is not known)',
    failed: 'Mail: cannot be delivered. Please telephone',
  },
  extension: 'Ext. {number}',
  mine: 'You are called',
  ack: 'I am awake',
  ackSaid: 'Your answer is recorded',
  phoned: 'Answered the telephone',
  phonedNamed: '{name} answered the telephone',
  next: 'No answer: the next one',
  nextSaid: 'The next one is called. Please telephone',
  end: 'Nobody need be called',
  endSaid: 'The call is over',
  again: 'Call again',
} as const satisfies SameKeys<typeof ja.wake>
