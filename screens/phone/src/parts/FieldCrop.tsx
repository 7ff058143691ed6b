/** The very boxes of a number, cut from the photo that this phone keeps. */

import { useEffect, useState } from 'preact/hooks'
import { Crop } from '@sirekap/kit/Crop'
import type { Quad } from '@sirekap/kit/place'
import { photoOf } from '../desk'

interface Cut {
  readonly photo: string
  readonly area: Quad
  readonly size: readonly [number, number]
  readonly label: string
  readonly open: () => void
}

const addresses = new Map<string, Promise<string | null>>()

/** An address of a kept photo for pictures on this screen; made once for each photo. */
export function addressOf(sha256: string): Promise<string | null> {
  const known = addresses.get(sha256)
  if (known) return known
  const made = photoOf(sha256).then((photo) => {
    return photo ? URL.createObjectURL(new Blob([photo.rendition], { type: 'image/jpeg' })) : null
  })
  addresses.set(sha256, made)
  return made
}

export function usePhoto(sha256: string): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let wanted = true
    void addressOf(sha256).then((found) => wanted && setAddress(found))
    return () => {
      wanted = false
    }
  }, [sha256])
  return address
}

export function FieldCrop({ photo, area, size, label, open }: Cut) {
  const address = usePhoto(photo)
  return address ? <Crop photo={address} quad={area} size={size} label={label} open={open} /> : null
}
