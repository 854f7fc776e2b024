import type { Incident } from './data'

type Phase = Incident['phase']

export const steps = ['responding', 'contained', 'eradicated', 'recovering', 'recovered'] as const
export type Step = (typeof steps)[number]

export const phaseKeys = {
  triaged: 'phase.triaged',
  responding: 'phase.responding',
  contained: 'phase.contained',
  eradicated: 'phase.eradicated',
  recovering: 'phase.recovering',
  recovered: 'phase.recovered',
  converged: 'phase.converged',
  closed: 'phase.closed',
  withdrawn: 'phase.withdrawn',
} as const satisfies Record<Phase, string>

/** The step that follows, or undefined when nothing but 収束 does. */
export function nextStep(phase: Phase): Step | undefined {
  if (phase === 'triaged') return steps[0]
  const at = (steps as readonly Phase[]).indexOf(phase)
  return at < 0 ? undefined : steps[at + 1]
}

/** Leaving a step out, or going back, needs one sentence of reason. */
export function needsReason(from: Phase, to: Step): boolean {
  return nextStep(from) !== to
}

export function isOver(phase: Phase): boolean {
  return phase === 'converged' || phase === 'closed' || phase === 'withdrawn'
}
