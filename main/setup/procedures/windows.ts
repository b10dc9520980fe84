import type { Condition } from '../condition.ts'
import { operatingSystem, windowsVersion } from '../looks.ts'
import type { Step, Unsupported } from '../step.ts'

/** Editions of Windows without Hyper-V and Containers (EditionID in the registry). */
const homeEditions = ['Core', 'CoreN', 'CoreSingleLanguage', 'CoreCountrySpecific']

const isNano: Condition = { equals: ['windows.InstallationType', 'Nano Server'] }
const isHome: Condition = { in: ['windows.EditionID', homeEditions] }

/** The first host of Windows containers and of nested virtualization: Server 2016, Windows 10 1607. */
const firstBuild = 14393

/** Whether this Windows can have the feature at all, looked at before anything is changed. */
export function supportedWindows({
  feature,
  why,
  source,
  more = [],
}: {
  feature: string
  why: string
  source: string
  more?: readonly Unsupported[]
}): Step {
  return {
    id: 'windows',
    title: `Windows can have ${feature}`,
    why,
    source,
    elevation: false,
    restart: 'never',
    look: [operatingSystem, windowsVersion],
    satisfied: { all: [{ atLeast: ['os.BuildNumber', firstBuild] }, { not: isNano }, { not: isHome }] },
    unsupported: [
      {
        code: 'nano-server-host',
        when: isNano,
        because: 'Nano Server has no features that can be added while it runs.',
        remedy: 'Put the package into its image when you build it.',
      },
      {
        code: 'windows-home',
        when: isHome,
        because: `The Home edition of Windows does not have ${feature}.`,
        remedy: 'Change to Pro, Enterprise or Education, or use another host.',
      },
      {
        code: 'windows-too-old',
        when: { not: { atLeast: ['os.BuildNumber', firstBuild] } },
        because: `${feature} begins with Windows Server 2016 and Windows 10 version 1607 (build ${firstBuild}).`,
        remedy: 'Use a host with a newer Windows.',
      },
      ...more,
    ],
    commands: [],
    apply: () => [],
    undo: null,
  }
}
