const address = /\b(h)tt(ps?|p):\/\/([^\s/?#"'<>「」（）]+)|\b(f)tp:\/\/([^\s/?#"'<>「」（）]+)/gi
const site = /\b(www)\.([^\s/?#"'<>「」（）]+)/gi

const dotted = (host: string) => host.replaceAll('.', '[.]')

/**
 * What strangers wrote, with its addresses written so that nobody opens one by mistake, copied or
 * not: hxxps://evil[.]example/a. The record keeps it as it came.
 */
export function defanged(text: string): string {
  return text
    .replace(
      address,
      (whole, h?: string, rest?: string, host?: string, f?: string, ftp?: string) => {
        if (h !== undefined && host !== undefined) return `${h}xx${rest}://${dotted(host)}`
        return ftp === undefined ? whole : `${f}xp://${dotted(ftp)}`
      },
    )
    .replace(site, (_, www: string, rest: string) => `${www}[.]${dotted(rest)}`)
}
