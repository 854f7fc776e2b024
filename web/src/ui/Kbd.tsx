import { keyCaps } from '@/app/keys'
import css from './Kbd.module.css'

/**
 * A shortcut as key caps: `<Kbd keys="ctrl+enter" />`. Beside a verb it is silent; `isSpoken` is for
 * lists of keys.
 */
export function Kbd({ keys, isSpoken = false }: { keys: string; isSpoken?: boolean }) {
  return (
    <span className={css.keys} aria-hidden={!isSpoken}>
      {keyCaps(keys).map((cap, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the caps of one shortcut never move.
        <kbd key={place} className={css.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
