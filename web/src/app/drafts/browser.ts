import type { Fleeting, Shelf } from './vault'

/** A shelf in IndexedDB. It is opened at the first use and again if the browser closed it. */
export function browserShelf(): Shelf {
  let opened: Promise<IDBDatabase> | undefined
  const base = () => {
    opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open('sokuo', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('shelf')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    return opened
  }
  const ask = async <T>(
    mode: IDBTransactionMode,
    question: (store: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> => {
    const store = (await base()).transaction('shelf', mode).objectStore('shelf')
    return new Promise((resolve, reject) => {
      const request = question(store)
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  }
  return {
    get: (name) => ask('readonly', (store) => store.get(name)),
    put: async (name, value) => {
      await ask('readwrite', (store) => store.put(value, name))
    },
    remove: async (name) => {
      await ask('readwrite', (store) => store.delete(name))
    },
    names: async () => (await ask('readonly', (store) => store.getAllKeys())).map(String),
  }
}

const cookie = 'sokuo-draft'

/** A cookie without an end date: the browser drops it with the session cookie. */
export function sessionCookie(): Fleeting {
  const write = (value: string, age: string) => {
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in Firefox ESR.
    document.cookie = `${cookie}=${value}; Path=/; SameSite=Strict${secure}${age}`
  }
  return {
    read: () =>
      document.cookie
        .split('; ')
        .find((pair) => pair.startsWith(`${cookie}=`))
        ?.slice(cookie.length + 1) ?? '',
    write: (half) => write(half, ''),
    forget: () => write('', '; Max-Age=0'),
  }
}
