import type { PortRow } from '../../../preload/contract/containers.ts'

const EVERYWHERE = new Set(['', '0.0.0.0', '::'])

/** Published ports as a person reads them, IPv4 and IPv6 of the same one once: "8080 → 80/tcp". */
export function portTexts(ports: readonly PortRow[]): string[] {
  const texts = ports
    .filter(({ publicPort }) => publicPort !== null)
    .sort((a, b) => a.privatePort - b.privatePort || (a.publicPort ?? 0) - (b.publicPort ?? 0))
    .map(({ ip, publicPort, privatePort, protocol }) => {
      const host = EVERYWHERE.has(ip) ? '' : `${ip.includes(':') ? `[${ip}]` : ip}:`
      return `${host}${publicPort} → ${privatePort}/${protocol}`
    })
  return [...new Set(texts)]
}

/** Exposed by the image or the container, reachable from other containers only. */
export function exposedTexts(ports: readonly PortRow[]): string[] {
  const published = new Set(
    ports.flatMap((port) => (port.publicPort === null ? [] : [`${port.privatePort}/${port.protocol}`])),
  )
  const texts = ports
    .filter(({ publicPort }) => publicPort === null)
    .map((port) => `${port.privatePort}/${port.protocol}`)
  return [...new Set(texts)].filter((text) => !published.has(text))
}

/** Where a browser on this computer finds a published TCP port; `engine` is the connection's address. */
export function addressOf(port: PortRow, engine: string): string | null {
  if (port.publicPort === null || port.protocol !== 'tcp') return null
  const remote = /^(?:tcp|ssh):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/.exec(engine)?.[1]
  const host = EVERYWHERE.has(port.ip) ? (remote ?? 'localhost') : port.ip.includes(':') ? `[${port.ip}]` : port.ip
  return `http://${host}:${port.publicPort}`
}
