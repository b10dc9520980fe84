import { isSignal } from '../../containers/create-checks.ts'
import { overImage } from '../../healthcheck.ts'
import { EngineError } from '../../route.ts'
import { expand, type Instruction, pairs, quotedWords } from './dockerfile.ts'
import { healthText, readHealthcheck } from './health-step.ts'
import type { Stage } from './stage.ts'

/** What of a stage an instruction changes. */
type Changing = Pick<Stage, 'config' | 'args' | 'cmdSet' | 'author' | 'shell' | 'values'>

/**
 * Does what an instruction says to a stage's configuration, and gives the text that the history has of it. Throws an
 * EngineError 400 for what the classic builder or this one cannot do.
 */
export function changeConfig(
  stage: Changing,
  { name, rest, json, flags }: Instruction,
  sign: string,
  given: Readonly<Record<string, string>>,
  globals: ReadonlyMap<string, string>,
): string {
  const { config } = stage
  const filled = (text: string) => expand(text, stage.values(), sign)
  switch (name) {
    case 'ARG':
      for (const word of quotedWords(rest, sign)) {
        const [key = '', ...value] = word.split('=')
        const known = given[key] ?? (value.length > 0 ? filled(value.join('=')) : globals.get(key))
        if (known !== undefined) stage.args.set(key, known)
      }
      return ` ARG ${rest}`
    case 'ENV': {
      const entries = pairs(name, rest, sign).map(([key, value]) => [key, filled(value)] as const)
      for (const [key, value] of entries) {
        config.env = [
          ...config.env.filter((one) => !one.toLowerCase().startsWith(`${key.toLowerCase()}=`)),
          `${key}=${value}`,
        ]
      }
      return ` ENV ${entries.map(([key, value]) => `${key}=${value}`).join(' ')}`
    }
    case 'LABEL': {
      const entries = pairs(name, rest, sign).map(([key, value]) => [filled(key), filled(value)] as const)
      for (const [key, value] of entries) config.labels[key] = value
      return ` LABEL ${entries.map(([key, value]) => `${key}=${value}`).join(' ')}`
    }
    case 'CMD':
      config.cmd = json ? [...json] : [...stage.shell, rest]
      stage.cmdSet = true
      return ` CMD ${JSON.stringify(config.cmd).replaceAll('","', '" "')}`
    case 'ENTRYPOINT':
      config.entrypoint = json ? [...json] : [...stage.shell, rest]
      // A CMD that came with the base image does not fit another entry point.
      if (!stage.cmdSet) config.cmd = []
      return ` ENTRYPOINT ${JSON.stringify(config.entrypoint).replaceAll('","', '" "')}`
    case 'WORKDIR': {
      const text = filled(rest)
        .replace(/^"(.*)"$/, '$1')
        .replaceAll('/', '\\')
      const whole = /^[a-zA-Z]:/.test(text)
        ? text
        : text.startsWith('\\')
          ? `C:${text}`
          : `${config.workingDir || 'C:'}\\${text}`
      if (!/^c:/i.test(whole))
        throw new EngineError(400, `Windows does not support ${whole} with a destination not on the system drive (C:)`)
      config.workingDir = `C:\\${whole
        .slice(2)
        .split('\\')
        .filter((part) => part !== '')
        .join('\\')}`
      return `WORKDIR ${config.workingDir}`
    }
    case 'USER':
      config.user = filled(rest)
      return ` USER ${config.user}`
    case 'EXPOSE': {
      const ports = filled(rest).split(/\s+/)
      for (const port of ports) {
        const numbers = port.split('/')[0]?.split('-').map(Number) ?? []
        if (!/^\d{1,5}(-\d{1,5})?(\/(tcp|udp|sctp))?$/i.test(port) || numbers.some((each) => each > 65_535))
          throw new EngineError(400, `invalid containerPort: ${port}`)
        const whole = port.includes('/') ? port.toLowerCase() : `${port}/tcp`
        if (!config.exposedPorts.includes(whole)) config.exposedPorts.push(whole)
      }
      return ` EXPOSE ${ports.join(' ')}`
    }
    case 'VOLUME': {
      const paths = (json ?? rest.split(/\s+/)).map(filled)
      for (const path of paths) if (!config.volumes.includes(path)) config.volumes.push(path)
      return ` VOLUME [${paths.join(' ')}]`
    }
    case 'SHELL':
      config.shell = [...(json ?? [])]
      return ` SHELL ${JSON.stringify(config.shell)
        .replaceAll('","', '" "')
        .replace(/^\["(.*)"\]$/, '[$1]')
        .replaceAll('" "', ' ')}`
    case 'HEALTHCHECK': {
      const check = readHealthcheck({ rest, json, flags })
      config.healthcheck = overImage(check, config.healthcheck) ?? check
      return ` HEALTHCHECK ${healthText(check)}`
    }
    case 'STOPSIGNAL': {
      const signal = filled(rest)
      if (!isSignal(signal)) throw new EngineError(400, `Invalid signal: ${signal}`)
      config.stopSignal = signal
      return ` STOPSIGNAL ${signal}`
    }
    case 'ONBUILD':
      config.onBuild = [...(config.onBuild ?? []), rest]
      return ` ONBUILD ${rest}`
    case 'MAINTAINER':
      stage.author = rest
      return ` MAINTAINER ${rest}`
    default:
      throw new EngineError(501, `the practice engine does not do ${name}`)
  }
}
