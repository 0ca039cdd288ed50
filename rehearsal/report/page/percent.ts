/** A share, 0 to 1, as markup and CSS take it: `33.33%`, `50%`. */
export function percent(share: number, decimals = 2): string {
  return `${Number((share * 100).toFixed(decimals))}%`;
}
