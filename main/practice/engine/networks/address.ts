import { EngineError } from '../route.ts'

/** An IPv4 network: its first address as a number, and how many bits its prefix has. */
export interface Subnet {
  readonly first: number
  readonly prefix: number
}

/** Reads `172.20.0.0/16`; null when it is none. */
export function readSubnet(text: string): Subnet | null {
  const [address = '', bits = ''] = text.split('/')
  const number = readAddress(address)
  const prefix = Number(bits)
  if (number === null || !/^\d{1,2}$/.test(bits) || prefix > 32) return null
  return { first: prefix === 0 ? 0 : number - (number % 2 ** (32 - prefix)), prefix }
}

export function readAddress(text: string): number | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

export function writeAddress(number: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join('.')
}

export function writeSubnet({ first, prefix }: Subnet): string {
  return `${writeAddress(first)}/${prefix}`
}

export function within({ first, prefix }: Subnet, address: number): boolean {
  return address >= first && address < first + 2 ** (32 - prefix)
}

export function overlaps(a: Subnet, b: Subnet): boolean {
  return within(a, b.first) || within(b, a.first)
}

/** The lowest free address past the gateway's; throws an EngineError when all are taken. */
export function freeAddress(subnet: Subnet, taken: ReadonlySet<number>): number {
  const last = subnet.first + 2 ** (32 - subnet.prefix) - 1
  for (let address = subnet.first + 2; address < last; address++) if (!taken.has(address)) return address
  throw new EngineError(500, "no available IPv4 addresses on this network's address pools")
}
