import { copy, editConnection, type KnownFailure } from '../known-failure.ts'

/** TLS and certificates. Sources: Go crypto/x509 and crypto/tls, Node's TLS error codes, docker/go-connections. */
export const tlsFailures: readonly KnownFailure[] = [
  {
    code: 'tls-wrong-name',
    errorCodes: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    matches: [
      /x509: certificate is (valid for|not valid for any names)/i,
      /Hostname\/IP does not match certificate's altnames/i,
      /x509: cannot validate certificate for .* because it doesn't contain any IP SANs/i,
    ],
    message: 'The engine’s certificate is for another name.',
    cause: 'The address of the connection is not among the certificate’s subject alternative names.',
    remedy:
      'Use a name that the certificate carries, give that name as the server name, or issue a certificate with this address.',
    action: editConnection,
  },
  {
    code: 'tls-expired',
    errorCodes: ['CERT_HAS_EXPIRED'],
    matches: [/certificate has expired( or is not yet valid)?/i, /alert certificate expired/i, /CERT_HAS_EXPIRED/],
    message: 'A certificate has expired.',
    cause: 'The engine’s, the client’s or the authority’s certificate is past its end, or a clock is wrong.',
    remedy: 'Check the clocks of both machines, then issue new certificates and restart the engine.',
    action: copy('Copy a command that shows the dates', 'openssl x509 -noout -dates -in cert.pem'),
  },
  {
    code: 'tls-not-yet-valid',
    errorCodes: ['CERT_NOT_YET_VALID'],
    matches: [/certificate is not yet valid/i],
    message: 'A certificate is not valid yet.',
    cause: 'Its first day lies in the future: most often one of the two clocks is wrong.',
    remedy: 'Set the clocks of both machines right, then try again.',
    action: editConnection,
  },
  {
    code: 'tls-client-certificate',
    errorCodes: [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
      'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
      'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
      'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
    ],
    matches: [
      /tls: (bad certificate|certificate required|unknown certificate authority)/i,
      /alert (bad certificate|certificate required|unknown ca|certificate unknown)/i,
      /client didn't provide a certificate/i,
    ],
    message: 'The engine does not accept the client certificate.',
    cause: 'It demands a client certificate of its own authority (tlsverify), and none or another one was given.',
    remedy: 'Give the client certificate and key that were made for this engine (cert.pem and key.pem).',
    action: editConnection,
  },
  {
    code: 'tls-wrong-ca',
    errorCodes: [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'UNABLE_TO_GET_ISSUER_CERT',
      'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
      'CERT_SIGNATURE_FAILURE',
      'CERT_UNTRUSTED',
      'INVALID_CA',
      'ERR_SSL_CERTIFICATE_VERIFY_FAILED',
    ],
    matches: [
      /x509: certificate signed by unknown authority/i,
      /self[- ]signed certificate/i,
      /unable to (verify the first certificate|get (local )?issuer certificate)/i,
      /certificate signature failure/i,
    ],
    message: 'The engine’s certificate comes from an authority that is not trusted here.',
    cause: 'The CA file of the connection is not the one that signed the engine’s certificate, or none was given.',
    remedy:
      'Take the CA file (ca.pem) that was made with the engine’s certificate. If you expected no change, find out why it changed before you go on.',
    action: editConnection,
  },
  {
    code: 'tls-file-unreadable',
    errorCodes: [
      'ERR_OSSL_PEM_NO_START_LINE',
      'ERR_OSSL_X509_KEY_VALUES_MISMATCH',
      'ERR_OSSL_BAD_DECRYPT',
      'ERR_OSSL_UNSUPPORTED',
      'ERR_OSSL_PEM_BAD_PASSWORD_READ',
    ],
    matches: [
      /could not read CA certificate/i,
      /could not load X509 key pair/i,
      /no start line/i,
      /key values mismatch/i,
      /unable to resolve docker endpoint: open .*\.pem/i,
    ],
    message: 'A certificate or key file cannot be used.',
    cause:
      'The path is wrong, the file is not PEM, the key is locked by a passphrase, or key and certificate do not belong together.',
    remedy: 'Check the three paths: CA, client certificate, and the key made together with that certificate.',
    action: editConnection,
  },
  {
    code: 'plain-to-tls',
    errorCodes: ['HPE_INVALID_CONSTANT', 'HPE_INVALID_VERSION'],
    matches: [
      /malformed HTTP response "\\x15\\x03/i,
      /Client sent an HTTP request to an HTTPS server/i,
      /plain HTTP request was sent to HTTPS port/i,
      /Parse Error: Expected HTTP/i,
    ],
    message: 'The engine speaks TLS on this port, and the connection does not.',
    cause: 'The connection is set to plain TCP, but the engine’s port expects TLS (usually 2376).',
    remedy: 'Turn TLS on for the connection and give its CA, client certificate and key.',
    action: editConnection,
  },
  {
    code: 'tls-to-plain',
    errorCodes: ['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'ERR_SSL_HTTP_REQUEST'],
    matches: [
      /server gave HTTP response to HTTPS client/i,
      /first record does not look like a TLS handshake/i,
      /wrong version number/i,
    ],
    message: 'The engine speaks plain TCP on this port, and the connection expects TLS.',
    cause: 'The port is an unencrypted one (usually 2375).',
    remedy:
      'Use the TLS port (usually 2376). Turn TLS off only in a network you trust: plain TCP lets anyone run as administrator.',
    action: editConnection,
  },
]
