/** Words of the dialogs that errors lead to. */
export const dialogStrings = {
  trustTitle: 'Trust this host key',
  trustText: (host: string) =>
    `Slipway has no host key for ${host} yet. Compare this fingerprint with the one shown on the host itself before you trust it.`,
  trustHow: 'On the host, this prints it:',
  trustCommand: (keyType: string) =>
    `ssh-keygen -lf /etc/ssh/ssh_host_${keyType.startsWith('ecdsa') ? 'ecdsa' : keyType.replace('ssh-', '')}_key.pub`,
  fingerprint: 'Fingerprint',
  trust: 'Trust host key',
  trustNote: 'It is written to your known_hosts file.',
  unlockTitle: 'Unlock secrets',
  unlockText:
    'This system has no keychain that Slipway can use, so keys and passwords are kept in an encrypted file. Its passphrase is asked once a start.',
  makeTitle: 'Keep secrets in an encrypted file',
  makeText:
    'This system has no keychain that Slipway can use. Keys and passwords can be kept in a file that is encrypted with a passphrase, which is asked once a start. Nobody can recover a forgotten passphrase.',
  make: 'Make file',
  again: 'Passphrase, once more',
  notSame: 'The two are not the same.',
  passphrase: 'Passphrase',
  unlock: 'Unlock',
}
