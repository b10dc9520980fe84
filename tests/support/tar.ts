import { pack } from 'tar-stream'

/** One entry of a tar archive; `name` has no leading slash. */
export type TarFile = {
  name: string
  type?: 'file' | 'directory' | 'symlink' | 'link'
  content?: string | Buffer
  linkname?: string
  mode?: number
}

/** A tar archive in memory. */
export async function makeTar(files: TarFile[]): Promise<Buffer> {
  const archive = pack()
  const read = collect(archive)
  for (const { content, ...header } of files) {
    const bytes = Buffer.from(content ?? '')
    archive.entry({ mode: 0o644, ...header, size: bytes.length }, bytes)
  }
  archive.finalize()
  return read
}

async function collect(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
