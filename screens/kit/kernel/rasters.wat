;; The three loops in which the phone's reader spends its time, sixteen bytes at once.
;;
;; In and out: places in this module's memory, in bytes. Widths are multiples of sixteen bytes; what is read beyond a
;; raster's width must be there, whatever it holds. `node kit/kernel/make.mjs` writes it into
;; `src/reading/kernel-bytes.ts`.
(module
  (memory (export "memory") 1)

  ;; The sum of the products of two rasters of 32-bit floats, the second without gaps between its rows.
  (func (export "dot")
    (param $one i32) (param $stride i32) (param $other i32) (param $width i32) (param $height i32) (result f64)
    (local $sum f64) (local $row v128) (local $x i32)
    (loop $rows
      (local.set $row (v128.const i32x4 0 0 0 0))
      (local.set $x (i32.const 0))
      (loop $columns
        (local.set $row (f32x4.add (local.get $row) (f32x4.mul
          (v128.load (i32.add (local.get $one) (local.get $x)))
          (v128.load (i32.add (local.get $other) (local.get $x))))))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br_if $columns (i32.lt_s (local.get $x) (local.get $width))))
      (local.set $sum (f64.add (local.get $sum) (f64.promote_f32 (f32.add
        (f32.add (f32x4.extract_lane 0 (local.get $row)) (f32x4.extract_lane 1 (local.get $row)))
        (f32.add (f32x4.extract_lane 2 (local.get $row)) (f32x4.extract_lane 3 (local.get $row)))))))
      (local.set $one (i32.add (local.get $one) (local.get $stride)))
      (local.set $other (i32.add (local.get $other) (local.get $width)))
      (br_if $rows (local.tee $height (i32.sub (local.get $height) (i32.const 1)))))
    (local.get $sum))

  ;; A raster of floats weighed with a symmetric kernel of 2 * $half + 1 weights, whose taps are $step bytes apart: the
  ;; first $half weights and then the middle one stand at $weights. Rows of both rasters are $stride bytes long.
  (func (export "weigh")
    (param $from i32) (param $to i32) (param $stride i32) (param $width i32) (param $height i32)
    (param $weights i32) (param $half i32) (param $step i32)
    (local $x i32) (local $near i32) (local $far i32) (local $tap i32) (local $end i32) (local $sum v128)
    (local.set $end (i32.add (local.get $weights) (i32.mul (local.get $half) (i32.const 4))))
    (loop $rows
      (local.set $x (i32.const 0))
      (loop $columns
        (local.set $near (i32.add (local.get $from) (local.get $x)))
        (local.set $far (i32.add (local.get $near)
          (i32.mul (local.get $step) (i32.shl (local.get $half) (i32.const 1)))))
        (local.set $sum (f32x4.mul (v128.load32_splat (local.get $end))
          (v128.load (i32.add (local.get $near) (i32.mul (local.get $step) (local.get $half))))))
        (local.set $tap (local.get $weights))
        (loop $taps
          (local.set $sum (f32x4.add (local.get $sum) (f32x4.mul (v128.load32_splat (local.get $tap))
            (f32x4.add (v128.load (local.get $near)) (v128.load (local.get $far))))))
          (local.set $near (i32.add (local.get $near) (local.get $step)))
          (local.set $far (i32.sub (local.get $far) (local.get $step)))
          (br_if $taps (i32.lt_s (local.tee $tap (i32.add (local.get $tap) (i32.const 4))) (local.get $end))))
        (v128.store (i32.add (local.get $to) (local.get $x)) (local.get $sum))
        (local.set $x (i32.add (local.get $x) (i32.const 16)))
        (br_if $columns (i32.lt_s (local.get $x) (local.get $width))))
      (local.set $from (i32.add (local.get $from) (local.get $stride)))
      (local.set $to (i32.add (local.get $to) (local.get $stride)))
      (br_if $rows (local.tee $height (i32.sub (local.get $height) (i32.const 1))))))

  ;; Of each byte and the one $step bytes further, the higher; $length bytes, written over what they were.
  (func (export "higher") (param $at i32) (param $length i32) (param $step i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (loop $all
      (v128.store (local.get $at) (i8x16.max_u
        (v128.load (local.get $at)) (v128.load (i32.add (local.get $at) (local.get $step)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $all (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Of each byte and the one $step bytes further, the lower.
  (func (export "lower") (param $at i32) (param $length i32) (param $step i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (loop $all
      (v128.store (local.get $at) (i8x16.min_u
        (v128.load (local.get $at)) (v128.load (i32.add (local.get $at) (local.get $step)))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $all (i32.lt_u (local.get $at) (local.get $end))))))
