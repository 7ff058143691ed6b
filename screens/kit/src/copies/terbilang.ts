// A number in Indonesian words, as officials write it: 0 to 999,999. In: a whole number. Out: lower case words.

const ONES = ['nol', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan', 'sepuluh', 'sebelas']

export function terbilang(value: number): string {
  const ones = ONES[value]
  if (ones !== undefined) return ones
  if (value < 20) return `${terbilang(value - 10)} belas`
  if (value < 100) return joined(`${terbilang(Math.floor(value / 10))} puluh`, value % 10)
  if (value < 200) return joined('seratus', value - 100)
  if (value < 1000) return joined(`${terbilang(Math.floor(value / 100))} ratus`, value % 100)
  if (value < 2000) return joined('seribu', value - 1000)
  return joined(`${terbilang(Math.floor(value / 1000))} ribu`, value % 1000)
}

function joined(words: string, rest: number): string {
  return rest ? `${words} ${terbilang(rest)}` : words
}
