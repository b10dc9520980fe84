/** The build in an `os.version` such as `10.0.20348.2700`; null on other systems and where none is told. */
export function windowsBuild(os: string, osVersion: string): number | null {
  const build = os === 'windows' ? /^\d+\.\d+\.(\d+)/.exec(osVersion)?.[1] : undefined
  return build === undefined ? null : Number(build)
}
