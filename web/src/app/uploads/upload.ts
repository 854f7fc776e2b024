import { Problem } from '@/api/problem'

/**
 * Sends one file as it is, read from the disk while it goes. XMLHttpRequest because fetch tells
 * nothing about how far it is. `act` is its Idempotency-Key: sent again under the same one, the
 * file is kept once.
 */
export function upload<Kept>(
  address: string,
  file: File,
  act: string,
  onProgress: (share: number) => void,
): { done: Promise<Kept>; cancel: () => void } {
  const request = new XMLHttpRequest()
  const done = new Promise<Kept>((resolve, reject) => {
    request.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total)
    }
    request.onload = () => {
      const body = read(request.responseText)
      if (request.status === 201) return resolve(body as Kept)
      reject(new Problem({ ...(body as object), status: request.status }))
    }
    const lost = () => reject(new Problem({ status: 0, code: 'network', detail: '' }))
    request.onerror = lost
    request.onabort = lost
    request.open('POST', address)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name.normalize('NFC')))
    request.setRequestHeader('Idempotency-Key', act)
    request.setRequestHeader('Accept-Language', document.documentElement.lang)
    request.send(file)
  })
  return { done, cancel: () => request.abort() }
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

const units = ['B', 'kB', 'MB', 'GB'] as const

/** 1,240 B, 12.4 kB, 3.1 MB */
export function bytesText(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit += 1
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1
  return `${size.toFixed(digits)} ${units[unit]}`
}

/** A pasted picture has the name `image.png` each time; the clock makes it one of its own. */
export function nameForPasted(file: File, now: Date): File {
  if (!/^image\.\w+$/.test(file.name)) return file
  const stamp = now.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')
  return new File([file], file.name.replace('image', `image-${stamp}`), { type: file.type })
}
