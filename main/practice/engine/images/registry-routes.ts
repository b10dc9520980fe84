import { EngineError, type Route } from '../route.ts'
import { readFilters, whole } from '../server/query.ts'
import type { Manifest } from './catalogue.ts'
import type { ImageServices } from './image-services.ts'
import { imageType, listType } from './manifest-text.ts'
import { parseReference } from './reference.ts'
import { type Account, accountAccepted, lookUp, noSuchHost, readAccount } from './registry.ts'
import { chapterResults, hubResults } from './search-data.ts'

/** Search, sign-in, distribution, and the refusal of a push. */
export function registryRoutes(services: ImageServices): Route[] {
  const { context } = services
  return [
    {
      method: 'GET',
      path: '/images/search',
      async handle(request, answer) {
        const term = request.query.get('term') ?? ''
        const limit = whole(request.query, 'limit', 25)
        if (limit < 1 || limit > 100) throw new EngineError(400, `Limit ${limit} is outside the range of [1, 100]`)
        const filters = readFilters(request.query, ['is-automated', 'is-official', 'stars'])
        const official = filters.get('is-official')[0]
        const stars = filters.get('stars').map(Number)
        if (stars.some(Number.isNaN))
          throw new EngineError(400, `invalid filter 'stars=[${filters.get('stars').join(' ')}]'`)
        if (!context.host.online()) {
          throw noSuchHost('index.docker.io', `/v1/search?q=${encodeURIComponent(term)}&n=${limit}`)
        }
        const words = term
          .toLowerCase()
          .replace(/^docker\.io\//, '')
          .split('/')
        const results = [...(context.host.build === 14393 ? chapterResults : []), ...hubResults]
        const found = results.filter(([name, description, count, isOfficial]) => {
          if (official !== undefined && (official === 'true' || official === '1') !== isOfficial) return false
          if (filters.get('is-automated')[0] === 'true') return false
          if (stars.some((least) => count < least)) return false
          return words.every((word) => `${name} ${description}`.toLowerCase().includes(word))
        })
        answer.json(
          200,
          found.slice(0, limit).map(([name, description, star_count, is_official]) => ({
            star_count,
            is_official,
            name,
            is_automated: false,
            description,
          })),
        )
      },
    },
    {
      method: 'POST',
      path: '/auth',
      async handle(request, answer) {
        const body = await request.json()
        const account: Account = {
          user: String(body.username ?? ''),
          password: String(body.password ?? ''),
        }
        const server = String(body.serveraddress ?? '') || 'https://index.docker.io/v1/'
        const host = server.replace(/^https?:\/\//, '').split('/')[0] ?? ''
        if (!['index.docker.io', 'docker.io', 'registry-1.docker.io'].includes(host)) {
          throw noSuchHost(host, '/v2/')
        }
        if (!context.host.online()) throw noSuchHost('registry-1.docker.io', '/v2/')
        if (!accountAccepted(account)) {
          throw new EngineError(
            401,
            'Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password',
          )
        }
        answer.json(200, { Status: 'Login Succeeded', IdentityToken: '' })
      },
    },
    {
      method: 'GET',
      path: '/distribution/{name...}/json',
      async handle(request, answer) {
        const reference = parseReference(request.params.name ?? '')
        const manifest = lookUp(services, reference, readAccount(request.headers['x-registry-auth']))
        answer.json(200, {
          Descriptor: {
            mediaType: manifest.list ? listType : imageType,
            digest: manifest.digest,
            size: Buffer.byteLength(manifest.text),
          },
          Platforms: platforms(manifest),
        })
      },
    },
    {
      method: 'POST',
      path: '/images/{name...}/push',
      async handle() {
        throw new EngineError(501, 'the practice engine does not push images')
      },
    },
  ]
}

function platforms(manifest: Manifest) {
  return [
    ...(manifest.linux ? [{ architecture: 'amd64', os: 'linux' }] : []),
    ...manifest.images.map(({ image }) => ({
      architecture: image.architecture,
      os: 'windows',
      'os.version': image.osVersion,
    })),
  ]
}
