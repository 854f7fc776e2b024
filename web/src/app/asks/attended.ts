/** How often what one is asked is read again. */
export const pollMs = 60_000

/**
 * How long after the last key or touch the screen still asks by itself. A session ends after an
 * hour of silence; a screen that went on asking in an empty office would never let it end.
 */
export const attendedMs = 10 * 60_000

/** Whether somebody has been at the screen lately. */
export function isAttended(actedAt: number, now: number): boolean {
  return now - actedAt < attendedMs
}
