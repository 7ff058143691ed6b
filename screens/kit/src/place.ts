/** Where a field lies in a photo, and how to draw it upright. */

/** x and y in fractions of the photo's upright width and height. */
export type Corner = readonly [number, number]
/** Top left, top right, bottom right, bottom left of the field on the page. */
export type Quad = readonly [Corner, Corner, Corner, Corner]

/** Left, top, right, bottom in fractions of a quad's sides. */
export type Within = readonly [number, number, number, number]

/** The part of a quad that lies within those fractions of its sides. */
export function partOf([a, b, c, d]: Quad, [left, top, right, bottom]: Within): Quad {
  const at = (across: number, down: number): Corner => {
    const mix = (axis: 0 | 1) =>
      (a[axis] * (1 - across) + b[axis] * across) * (1 - down) + (d[axis] * (1 - across) + c[axis] * across) * down
    return [mix(0), mix(1)]
  }
  return [at(left, top), at(right, top), at(right, bottom), at(left, bottom)]
}

export type Turn = 0 | 90 | 180 | 270

interface Vector {
  readonly x: number
  readonly y: number
}

/** The field as a parallelogram in photo pixels: its middle and its two sides. A field is small, so its
 *  perspective can be left out. */
function parallelogram(quad: Quad, width: number, height: number): { middle: Vector; across: Vector; down: Vector } {
  const [a, b, c, d] = quad.map(([x, y]) => ({ x: x * width, y: y * height })) as [Vector, Vector, Vector, Vector]
  return {
    middle: { x: (a.x + b.x + c.x + d.x) / 4, y: (a.y + b.y + c.y + d.y) / 4 },
    across: { x: (b.x - a.x + c.x - d.x) / 2, y: (b.y - a.y + c.y - d.y) / 2 },
    down: { x: (d.x - a.x + c.x - b.x) / 2, y: (d.y - a.y + c.y - b.y) / 2 },
  }
}

/** Draw the field of *image* over the whole canvas, upright. */
export function drawField(canvas: HTMLCanvasElement, image: HTMLImageElement, quad: Quad): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  const { middle, across, down } = parallelogram(quad, image.naturalWidth, image.naturalHeight)
  const area = across.x * down.y - across.y * down.x
  if (Math.abs(area) < 1) return
  const { width, height } = canvas
  const xx = (down.y * width) / area
  const xy = (-down.x * width) / area
  const yx = (-across.y * height) / area
  const yy = (across.x * height) / area
  pen.imageSmoothingQuality = 'high'
  pen.setTransform(xx, yx, xy, yy, width / 2 - xx * middle.x - xy * middle.y, height / 2 - yx * middle.x - yy * middle.y)
  pen.drawImage(image, 0, 0)
  pen.setTransform(1, 0, 0, 1, 0, 0)
}

/** How far to turn the photo so that the field's top is up. */
export function uprightTurn(quad: Quad, width: number, height: number): Turn {
  const { across } = parallelogram(quad, width, height)
  if (Math.abs(across.x) >= Math.abs(across.y)) return across.x >= 0 ? 0 : 180
  return across.y > 0 ? 270 : 90
}
