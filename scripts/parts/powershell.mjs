import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run, which } from './run.mjs'
import { cacheFolder } from './stand-in.mjs'

/** The PowerShell that the tests are read by, where the machine has none of its own. */
const version = '7.6.9'
/** PowerShell's own test runner, from NuGet, for the tests of Slipway's module. */
const pesterVersion = '6.2.0'

/**
 * Makes sure that `pwsh` can be found: on PATH, else installed once into the cache by the .NET SDK. Resolves to the PATH
 * to run tests with; where neither is there, the tests that need it are skipped and say so.
 */
export async function pathWithPowerShell(say = console.log) {
  const path = process.env.PATH ?? ''
  if (which('pwsh')) return path
  const folder = join(cacheFolder(), `powershell-${version}`)
  if (!existsSync(folder)) {
    const dotnet = which('dotnet')
    if (!dotnet) return path
    say(`Installing PowerShell ${version} as a .NET tool`)
    mkdirSync(cacheFolder(), { recursive: true })
    const work = `${folder}.${process.pid}`
    const args = ['tool', 'install', 'PowerShell', '--version', version, '--tool-path', work]
    const code = await run(dotnet, args, { quiet: true, timeout: 300_000, env: { DOTNET_NOLOGO: '1' } })
    if (code !== 0) {
      rmSync(work, { recursive: true, force: true })
      say('PowerShell could not be installed: its tests are skipped')
      return path
    }
    try {
      renameSync(work, folder)
    } catch (error) {
      rmSync(work, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  await addPester(folder, say)
  return `${folder}${delimiter}${path}`
}

/** Puts Pester beside that PowerShell, by the one way NuGet knows: a project that refers to it. */
async function addPester(folder, say) {
  const modules = join(folder, 'modules')
  const dotnet = which('dotnet')
  if (existsSync(modules) || !dotnet) return
  const work = `${folder}.pester.${process.pid}`
  mkdirSync(work, { recursive: true })
  const project = join(work, 'module-tests.csproj')
  const reference = `<ItemGroup><PackageReference Include="Pester" Version="${pesterVersion}" /></ItemGroup>`
  // The SDK's own framework, for which it has all it needs.
  const framework =
    '<PropertyGroup><TargetFramework>net$(BundledNETCoreAppTargetFrameworkVersion)</TargetFramework></PropertyGroup>'
  writeFileSync(project, `<Project Sdk="Microsoft.NET.Sdk">${framework}${reference}</Project>`)
  const packages = join(work, 'packages')
  const args = ['restore', project, '--packages', packages]
  const code = await run(dotnet, args, { quiet: true, timeout: 120_000, env: { DOTNET_NOLOGO: '1' } })
  try {
    if (code === 0) renameSync(packages, modules)
    else say('Pester could not be had: its tests are skipped')
  } catch (error) {
    if (!existsSync(modules)) throw error
  }
  rmSync(work, { recursive: true, force: true })
}
