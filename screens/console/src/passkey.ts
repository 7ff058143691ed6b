/** Passkeys between the server's JSON and the browser's bytes; older browsers cannot do that by themselves. */

type Json = Record<string, unknown>

interface Named {
  readonly id: string
  readonly type: 'public-key'
}

const bytes = (text: string): ArrayBuffer => {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0)).buffer
}

const text = (data: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(data), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const descriptors = (named: unknown): PublicKeyCredentialDescriptor[] =>
  ((named ?? []) as Named[]).map((each) => ({ id: bytes(each.id), type: each.type }))

/** Whether this browser, at this address, has passkeys at all: they ask for HTTPS or localhost, and a name. */
export const hasPasskeys = (): boolean =>
  'PublicKeyCredential' in window && window.isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname)

/** Have the browser make a passkey; returns its answer as the server reads it. */
export async function makePasskey(options: Json): Promise<Json> {
  const user = options['user'] as { id: string; name: string; displayName: string }
  const made = await navigator.credentials.create({
    publicKey: {
      ...(options as unknown as PublicKeyCredentialCreationOptions),
      challenge: bytes(options['challenge'] as string),
      user: { ...user, id: bytes(user.id) },
      excludeCredentials: descriptors(options['excludeCredentials']),
    },
  })
  const credential = made as PublicKeyCredential
  const response = credential.response as AuthenticatorAttestationResponse
  return answer(credential, { attestationObject: text(response.attestationObject) })
}

/** Have the browser answer with a passkey that its owner picks. */
export async function usePasskey(options: Json): Promise<Json> {
  const used = await navigator.credentials.get({
    publicKey: {
      ...(options as unknown as PublicKeyCredentialRequestOptions),
      challenge: bytes(options['challenge'] as string),
      allowCredentials: descriptors(options['allowCredentials']),
    },
  })
  const credential = used as PublicKeyCredential
  const response = credential.response as AuthenticatorAssertionResponse
  return answer(credential, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle === null ? null : text(response.userHandle),
  })
}

function answer(credential: PublicKeyCredential, more: Json): Json {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: { clientDataJSON: text(credential.response.clientDataJSON), ...more },
  }
}
