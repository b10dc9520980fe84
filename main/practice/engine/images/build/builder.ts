import type { ContainerParts } from '../../containers/parts.ts'
import { FileTreeError } from '../../file-tree.ts'
import type { TarEntry } from '../../file-tree-tar.ts'
import { EngineError } from '../../route.ts'
import type { ImageServices } from '../image-services.ts'
import type { StoredImage } from '../image-store.ts'
import { pullOne, type Send } from '../pull.ts'
import { parseReference } from '../reference.ts'
import { type Account, lookUp } from '../registry.ts'
import { short } from '../remove.ts'
import { contextSources, copySources, putSources, treeSources } from './build-files.ts'
import { changeConfig } from './change-config.ts'
import { type Dockerfile, expand, type Instruction, parseDockerfile, quotedWords } from './dockerfile.ts'
import { runStep, stepId } from './run-step.ts'
import { Stage } from './stage.ts'
import { unpacked } from './unpack.ts'

export interface BuildOptions {
  readonly dockerfile: Dockerfile
  readonly context: readonly TarEntry[]
  readonly args: Readonly<Record<string, string>>
  readonly target: string
  readonly noCache: boolean
  readonly pull: boolean
  readonly isolation: string
  readonly account: Account | null
  readonly send: Send
  readonly signal: AbortSignal
}

/** A command of a RUN that ended with another exit code than 0. */
export class CommandFailed extends Error {
  readonly code: number
  constructor(code: number, command: string) {
    super(`The command '${command}' returned a non-zero code: ${code}`)
    this.code = code
  }
}

/** Builds images as the classic builder of a Windows engine does, one step after another. */
export class Builder {
  readonly #services: ImageServices
  readonly #parts: ContainerParts
  readonly #options: BuildOptions
  readonly #stages: Stage[] = []
  readonly #globals = new Map<string, string>()
  /** Once a step was made anew, all below it are. */
  #cacheBroken: boolean

  constructor(services: ImageServices, parts: ContainerParts, options: BuildOptions) {
    this.#services = services
    this.#parts = parts
    this.#options = options
    this.#cacheBroken = options.noCache
  }

  /** Resolves with the image of the last stage, or of the target. */
  async build(): Promise<StoredImage> {
    const { dockerfile, target, signal, send } = this.#options
    const steps = this.#upTo(dockerfile.instructions, target)
    for (const [at, step] of steps.entries()) {
      if (signal.aborted) throw new Error('context canceled')
      const flags = Object.entries(step.flags).map(([name, value]) => `--${name}=${value} `)
      await send({ stream: `Step ${at + 1}/${steps.length} : ${step.name} ${flags.join('')}${step.rest}` })
      await send({ stream: '\n' })
      await this.#step(step)
    }
    const last = this.#stages.at(-1)
    if (!last) throw new EngineError(400, 'No image was generated. Is your Dockerfile empty?')
    return last.image
  }

  #upTo(all: readonly Instruction[], target: string): readonly Instruction[] {
    const first = all.findIndex(({ name }) => name === 'FROM')
    const early = all.slice(0, first < 0 ? all.length : first).find(({ name }) => name !== 'ARG')
    if (early || first < 0) throw new EngineError(400, 'no build stage in current context')
    if (target === '') return all
    const froms = all.flatMap((one, at) => (one.name === 'FROM' ? [at] : []))
    const wanted = froms.findIndex(
      (at, index) =>
        String(index) === target ||
        /\sas\s+(\S+)$/i.exec(all[at]?.rest ?? '')?.[1]?.toLowerCase() === target.toLowerCase(),
    )
    if (wanted < 0) throw new EngineError(400, `failed to reach build target ${target} in Dockerfile`)
    return all.slice(0, froms[wanted + 1] ?? all.length)
  }

  async #step(step: Instruction): Promise<void> {
    const escapeSign = this.#options.dockerfile.escape
    if (step.name === 'FROM') return this.#from(step)
    const stage = this.#stages.at(-1)
    if (!stage) return this.#globalArgument(step)
    const [option] = Object.keys(step.flags).filter((name) => step.name === 'RUN' || name === 'chmod')
    if (option !== undefined) {
      throw new EngineError(
        400,
        `the --${option} option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/ to learn how to build images with BuildKit enabled`,
      )
    }
    if (step.name === 'RUN') return this.#run(stage, step)
    if (step.name === 'COPY' || step.name === 'ADD') return this.#copy(stage, step)
    const earlier = stage.config.healthcheck?.Test ?? []
    if (step.name === 'HEALTHCHECK' && earlier.length > 0 && earlier[0] !== 'NONE') {
      await this.#say(`Note: overriding previous HEALTHCHECK: [${earlier.join(' ')}]`)
    }
    const text = changeConfig(stage, step, escapeSign, this.#options.args, this.#globals)
    const madeBy = [...stage.shell, `#(nop) ${text}`]
    if (await this.#fromCache(stage, madeBy)) return
    const files = step.name === 'WORKDIR' ? stage.image.files.fork() : null
    files?.makeFolders(stage.config.workingDir)
    const id = short(stepId())
    await this.#say(` ---> Running in ${id}`)
    stage.commit(madeBy, files)
    await this.#say(this.#removed(id))
    await this.#say(` ---> ${short(stage.image.id)}`)
  }

  #globalArgument(step: Instruction): void {
    for (const word of quotedWords(step.rest, this.#options.dockerfile.escape)) {
      const [name = '', ...value] = word.split('=')
      this.#globals.set(name, this.#options.args[name] ?? value.join('='))
    }
  }

  async #from(step: Instruction): Promise<void> {
    const [raw = '', , alias = ''] = step.rest.split(/\s+/)
    const name = expand(raw, this.#globals, this.#options.dockerfile.escape)
    const platform = step.flags.platform
    if (platform && !platform.toLowerCase().startsWith('windows')) {
      throw new EngineError(400, `image operating system "linux" cannot be used on this platform`)
    }
    if (name === 'scratch') throw new EngineError(400, 'Windows does not support FROM scratch')
    if (name === '') throw new EngineError(400, `base name (${raw}) should not be blank`)
    const stage = this.#stages.find((one) => one.name !== '' && one.name === name.toLowerCase())
    const image = stage?.image ?? (await this.#image(name))
    this.#stages.push(
      new Stage(alias.toLowerCase(), image, this.#services.images, () => this.#services.context.host.now()),
    )
    await this.#say(` ---> ${short(image.id)}`)
    await this.#triggers()
  }

  /** What the base image's ONBUILD asks for is done at once, and not handed on. */
  async #triggers(): Promise<void> {
    const stage = this.#stages.at(-1)
    const triggers = stage?.config.onBuild ?? []
    if (!stage || triggers.length === 0) return
    delete stage.config.onBuild
    await this.#say(`# Executing ${triggers.length} build trigger${triggers.length > 1 ? 's' : ''}`)
    for (const trigger of triggers) {
      const { instructions } = parseDockerfile(trigger, 'Dockerfile')
      if (instructions.length !== 1 || !instructions[0])
        throw new Error('onbuild trigger should be a single expression')
      await this.#step(instructions[0])
    }
  }

  async #image(name: string): Promise<StoredImage> {
    const { images } = this.#services
    if (!this.#options.pull) {
      try {
        return images.find(name)
      } catch (error) {
        if (!(error instanceof EngineError) || error.status !== 404) throw error
      }
    }
    const { account, send, signal } = this.#options
    const parsed = parseReference(name)
    const reference = parsed.tag || parsed.digest ? parsed : { ...parsed, tag: 'latest' }
    await pullOne(this.#services, reference, lookUp(this.#services, reference, account), send, signal)
    if (signal.aborted) throw new Error('context canceled')
    return images.find(name)
  }

  async #run(stage: Stage, step: Instruction): Promise<void> {
    const { context } = this.#services
    const argv = step.json ?? [...stage.shell, step.rest]
    const used = [...stage.args].map(([name, value]) => `${name}=${value}`).sort()
    const madeBy = used.length > 0 ? [`|${used.length}`, ...used, ...argv] : argv
    if (await this.#fromCache(stage, madeBy)) return
    const id = stepId()
    await this.#say(` ---> Running in ${short(id)}`)
    if (context.faults.diskFull) throw new EngineError(500, 'There is not enough space on the disk.')
    const files = stage.image.files.fork(() => context.host.now())
    const code = await runStep(context, this.#parts, {
      image: stage.image,
      config: stage.config,
      files,
      argv,
      more: used,
      id,
      isolation: this.#options.isolation,
      signal: this.#options.signal,
      // Errors are printed in light red, as the classic builder does.
      write: (text, stream) =>
        this.#options.send({ stream: stream === 'stderr' ? `\u001b[91m${text}\u001b[0m` : text }),
    })
    if (this.#options.signal.aborted) throw new Error('context canceled')
    if (code !== 0) throw new CommandFailed(code, argv.join(' '))
    stage.commit(madeBy, files)
    await this.#say(this.#removed(short(id)))
    await this.#say(` ---> ${short(stage.image.id)}`)
  }

  async #copy(stage: Stage, step: Instruction): Promise<void> {
    const escapeSign = this.#options.dockerfile.escape
    const words = (step.json ?? quotedWords(step.rest, escapeSign === '`' ? '`' : '')).map((word) =>
      expand(word, stage.values(), escapeSign),
    )
    const destination = words.at(-1) ?? ''
    const patterns = words.slice(0, -1)
    if (step.name === 'ADD' && patterns.some((one) => /^https?:\/\//i.test(one))) {
      throw new EngineError(500, 'the practice engine adds only files of the build context')
    }
    const { from } = step.flags
    const other = from === undefined ? null : await this.#source(from)
    const local = contextSources(this.#options.context)
    const { puts, root, label } = copySources(
      step.name,
      (pattern) => (other ? treeSources(other.files, wildParent(pattern)) : local),
      patterns,
      destination,
      stage.config.workingDir,
    )
    const madeBy = [...stage.shell, `#(nop) ${step.name} ${label} `]
    if (await this.#fromCache(stage, madeBy)) return
    if (this.#services.context.faults.diskFull) throw new EngineError(500, 'There is not enough space on the disk.')
    const files = stage.image.files.fork(() => this.#services.context.host.now())
    try {
      putSources(files, step.name === 'ADD' && !other ? await unpacked(puts, root) : puts)
    } catch (error) {
      if (error instanceof FileTreeError) throw new EngineError(400, `${step.name} failed: ${error.message}`)
      throw error
    }
    stage.commit(madeBy, files)
    await this.#say(` ---> ${short(stage.image.id)}`)
  }

  async #source(from: string): Promise<StoredImage> {
    const stage = this.#stages.find(
      (one, at) => (one.name !== '' && one.name === from.toLowerCase()) || String(at) === from,
    )
    if (stage) return stage.image
    if (/^\d+$/.test(from)) throw new EngineError(400, `invalid from flag value ${from}: index out of bounds`)
    try {
      return await this.#image(from)
    } catch (error) {
      throw new EngineError(400, `invalid from flag value ${from}: ${error instanceof Error ? error.message : error}`)
    }
  }

  async #fromCache(stage: Stage, madeBy: readonly string[]): Promise<boolean> {
    const found = this.#cacheBroken ? undefined : stage.cached(madeBy)
    if (!found) {
      this.#cacheBroken = true
      return false
    }
    stage.image = found
    await this.#say(' ---> Using cache')
    await this.#say(` ---> ${short(found.id)}`)
    return true
  }

  #removed(id: string): string {
    const major = Number(this.#services.context.settings.version.split('.')[0])
    return major >= 24 ? ` ---> Removed intermediate container ${id}` : `Removing intermediate container ${id}`
  }

  #say(line: string): Promise<void> {
    return this.#options.send({ stream: `${line}\n` })
  }
}

/** The folder to look in for a pattern with stars. */
function wildParent(pattern: string): string {
  return /[*?]/.test(pattern) ? pattern.replace(/[^\\/]*[*?].*$/, '') : pattern
}
