// The loops of kit/kernel/rasters.wat, and room for rasters in their memory.
//
// In: rasters that are laid into `floats` or `bytes`. Out: what the loops write there. Invariant: whoever uses a
// `Kernel` has it to himself until he is done; nothing is kept in it between. Every browser that runs the networks'
// runtime has the same sixteen-byte instructions.

import { KERNEL } from './kernel-bytes.ts'

/** Places and lengths are in bytes; the source says more. */
interface Loops {
  readonly memory: WebAssembly.Memory
  dot(one: number, stride: number, other: number, width: number, height: number): number
  weigh(
    from: number, to: number, stride: number, width: number, height: number, weights: number, half: number, step: number,
  ): void
  higher(at: number, length: number, step: number): void
  lower(at: number, length: number, step: number): void
}

const PAGE = 65_536

export class Kernel {
  readonly loops: Loops
  floats: Float32Array
  bytes: Uint8Array

  constructor() {
    const program = Uint8Array.from(atob(KERNEL), (sign) => sign.charCodeAt(0))
    this.loops = new WebAssembly.Instance(new WebAssembly.Module(program)).exports as unknown as Loops
    this.floats = new Float32Array(this.loops.memory.buffer)
    this.bytes = new Uint8Array(this.loops.memory.buffer)
  }

  /** Makes room for so many bytes; what lay there stays. */
  room(bytes: number): void {
    const { memory } = this.loops
    if (bytes <= memory.buffer.byteLength) return
    memory.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE))
    this.floats = new Float32Array(memory.buffer)
    this.bytes = new Uint8Array(memory.buffer)
  }
}

/** The next multiple of `of`, a power of two. */
export function rounded(count: number, of: number): number {
  return (count + of - 1) & -of
}
