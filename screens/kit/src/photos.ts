/** Photos loaded once each, however many crops are drawn from them. */

const held = new Map<string, Promise<HTMLImageElement>>()

export function loadPhoto(address: string): Promise<HTMLImageElement> {
  const known = held.get(address)
  if (known) return known
  const image = new Image()
  image.decoding = 'async'
  image.src = address
  const loading = image.decode().then(() => image)
  held.set(address, loading)
  loading.catch(() => held.delete(address))
  return loading
}
