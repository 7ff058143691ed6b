/** What one digit box may hold, in the order of the network's logits. */
export const CLASSES = '0123456789x-_?'
