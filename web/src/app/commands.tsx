import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import { isBare, Sequence, strokeText } from './keys'

/** One thing a person can do: it feeds the palette, the menus, the tooltips and the `?` sheet. */
export type Command = {
  /** Stable and unique: `inbox.next`. */
  id: string
  /** A verb the person does, as said to them. */
  label: string
  group: 'go' | 'screen' | 'global'
  /** As keys.ts writes them. */
  keys?: string
  run: () => void
  /** False hides it from the palette and makes its key silent. */
  enabled?: boolean
}

const lettersOff = 'sokuo.letters.off'

/** Every command that can be given now. Screens add theirs while they are shown. */
export class CommandRegistry {
  readonly #sets = new Map<object, readonly Command[]>()
  readonly #listeners = new Set<() => void>()
  #all: readonly Command[] = []

  add(owner: object, commands: readonly Command[]): void {
    this.#sets.set(owner, commands)
    this.#changed()
  }

  remove(owner: object): void {
    this.#sets.delete(owner)
    this.#changed()
  }

  subscribe = (call: () => void): (() => void) => {
    this.#listeners.add(call)
    return () => this.#listeners.delete(call)
  }

  all = (): readonly Command[] => this.#all

  /** The newest screen wins when two use the same key. */
  byKeys(keys: string): Command | undefined {
    return this.#all.findLast((command) => command.keys === keys && command.enabled !== false)
  }

  #changed(): void {
    this.#all = [...this.#sets.values()].flat()
    for (const call of this.#listeners) call()
  }
}

const RegistryContext = createContext<CommandRegistry | null>(null)

export function useRegistry(): CommandRegistry {
  const registry = useContext(RegistryContext)
  if (registry === null) throw new Error('useRegistry outside CommandProvider')
  return registry
}

/** The commands that can be given now, as state. */
export function useAllCommands(): readonly Command[] {
  const registry = useRegistry()
  return useSyncExternalStore(registry.subscribe, registry.all)
}

/** Adds a screen's commands while it is shown. Give a list made with useMemo. */
export function useCommands(commands: readonly Command[]): void {
  const registry = useRegistry()
  const owner = useRef({})
  useEffect(() => {
    const me = owner.current
    registry.add(me, commands)
    return () => registry.remove(me)
  }, [registry, commands])
}

export const letterKeys = {
  areOn: () => localStorage.getItem(lettersOff) !== '1',
  set: (on: boolean) =>
    on ? localStorage.removeItem(lettersOff) : localStorage.setItem(lettersOff, '1'),
}

/** Whether typing here makes text; letters are then text and no commands. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) {
    return !['checkbox', 'radio', 'button', 'submit', 'reset', 'file'].includes(target.type)
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

export function CommandProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(() => new CommandRegistry(), [])
  useEffect(() => {
    const sequence = new Sequence()
    const onKeyDown = (event: KeyboardEvent) => {
      const text = strokeText(event)
      if (text === '' || event.defaultPrevented) return
      if (isBare(text)) {
        const dialog = event.target instanceof Element && event.target.closest('[role=dialog]')
        if (takesText(event.target) || dialog || !letterKeys.areOn()) return sequence.forget()
      }
      for (const keys of sequence.after(text, event.timeStamp)) {
        const command = registry.byKeys(keys)
        if (command === undefined) continue
        event.preventDefault()
        sequence.forget()
        command.run()
        return
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [registry])
  return <RegistryContext value={registry}>{children}</RegistryContext>
}
