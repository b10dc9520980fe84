import { editConnection, type KnownFailure, reconnect } from '../known-failure.ts'

/** SSH. Texts of OpenSSH, of ssh2, and of the docker CLI's connection helper. */
export const sshFailures: readonly KnownFailure[] = [
  {
    code: 'ssh-authentication-failed',
    matches: [
      /All configured authentication methods failed/i,
      /Permission denied \((publickey|password|keyboard-interactive|gssapi)/i,
    ],
    message: 'The SSH server does not accept the sign-in.',
    cause: 'The user name, key or password is wrong, or the agent does not hold the key.',
    remedy: 'Check the user name and the way of signing in. For an agent: ssh-add -l must list the key.',
    action: editConnection,
  },
  {
    code: 'ssh-host-key-changed',
    matches: [/REMOTE HOST IDENTIFICATION HAS CHANGED/i],
    message: 'The SSH server shows another host key than before.',
    cause: 'The computer was installed anew, or someone stands between you and it.',
    remedy:
      'Do not connect until its administrator has confirmed the new key; then remove the old line from known_hosts.',
  },
  {
    code: 'ssh-host-key-unknown',
    matches: [/Host key verification failed/i],
    message: 'The SSH server’s host key is not known here.',
    cause: 'No line of known_hosts names this computer, or another key stands there.',
    remedy: 'Compare the fingerprint with the one its administrator gives you, then accept it.',
  },
  {
    code: 'ssh-no-docker',
    matches: [
      /dial-stdio.*(not found|not recognized)/is,
      /docker: (command )?not found/i,
      /'docker' is not recognized/i,
    ],
    message: 'The computer answers over SSH, but has no docker command.',
    cause: 'Connections over SSH run docker system dial-stdio there (docker CLI 18.09 or later).',
    remedy: 'Install the docker CLI there, and have it on the PATH of non-interactive sign-ins.',
  },
  {
    code: 'ssh-key-unusable',
    matches: [
      /Cannot parse privateKey/i,
      /Encrypted private (OpenSSH )?key detected, but no passphrase/i,
      /bad passphrase/i,
      /Unsupported key format/i,
      /does not contain a \(valid\) private key/i,
    ],
    message: 'The SSH key cannot be used.',
    cause:
      'It is locked by a passphrase that is missing or wrong, is in PuTTY’s own format (.ppk), or is not a private key.',
    remedy:
      'Give the passphrase, choose the private key file (PuTTYgen exports its own for OpenSSH), or use the agent.',
    action: editConnection,
  },
  {
    code: 'ssh-no-answer',
    matches: [/Connection lost before handshake/i, /kex_exchange_identification:/i],
    message: 'The connection was closed before SSH began.',
    cause:
      'The SSH server turns this computer away (too many sign-ins at once, a block list), or no SSH listens there.',
    remedy: 'Check the port (usually 22), wait a moment, and look at the log of the SSH server.',
    action: reconnect,
  },
  {
    code: 'ssh-algorithms',
    matches: [/Handshake failed: no matching/i, /no matching (key exchange method|host key type|cipher|MAC) found/i],
    message: 'The two sides have no SSH algorithm in common.',
    cause: 'The SSH server is very old, or its configuration allows only what this program does not know.',
    remedy: 'Update the SSH server, or allow it curve25519-sha256, ssh-ed25519 or rsa-sha2-512, and aes256-gcm.',
  },
]
