/** What a registry asks for in WWW-Authenticate (RFC 7235; distribution's token specification). */
export type Challenge = { scheme: 'basic' } | { scheme: 'bearer'; realm: string; service: string; scope: string }

/** Reads the header; several challenges may stand in one, of which a bearer one is taken first. Null when none fits. */
export function parseChallenge(header: string): Challenge | null {
  const bearer = /(?:^|,)\s*bearer\s+(.*)$/is.exec(header)?.[1]
  if (bearer !== undefined) {
    const fields = new Map<string, string>()
    for (const [, name = '', quoted, bare] of bearer.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g)) {
      if (!fields.has(name.toLowerCase())) fields.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '')
    }
    const realm = fields.get('realm')
    if (realm) {
      return { scheme: 'bearer', realm, service: fields.get('service') ?? '', scope: fields.get('scope') ?? '' }
    }
  }
  return /(?:^|,)\s*basic\b/i.test(header) ? { scheme: 'basic' } : null
}
