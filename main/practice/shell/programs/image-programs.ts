import { controlCExit, type Program, pause } from '../program.ts'

/** Docker's hello-world, as its Windows image prints it. */
export const hello: Program = async ({ io }) => {
  await io.out.write(
    [
      '',
      'Hello from Docker!',
      'This message shows that your installation appears to be working correctly.',
      '',
      'To generate this message, Docker took the following steps:',
      ' 1. The Docker client contacted the Docker daemon.',
      ' 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.',
      '    (windows-amd64, nanoserver-ltsc2022)',
      ' 3. The Docker daemon created a new container from that image which runs the',
      '    executable that produces the output you are currently reading.',
      ' 4. The Docker daemon streamed that output to the Docker client, which sent it',
      '    to your terminal.',
      '',
      'To try something more ambitious, you can run a Windows Server container with:',
      ' PS C:\\> docker run -it mcr.microsoft.com/windows/servercore:ltsc2022 powershell',
      '',
      'Share images, automate workflows, and more with a free Docker ID:',
      ' https://hub.docker.com/',
      '',
      'For more examples and ideas, visit:',
      ' https://docs.docker.com/get-started/',
      '',
      '',
    ].join('\r\n'),
  )
  return 0
}

/** IIS's ServiceMonitor: runs until the container stops. */
export const serviceMonitor: Program = async ({ argv, io, interrupt }) => {
  const service = argv[1]
  if (service === undefined) {
    await io.out.write('\r\nUSAGE: ServiceMonitor.exe [service name]\r\n')
    return 1
  }
  await io.out.write(`\r\nService '${service}' has been stopped\r\n\r\nService '${service}' started\r\n\r\n`)
  while (await pause(60_000, interrupt));
  return controlCExit
}
