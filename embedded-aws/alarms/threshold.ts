const COMPARISONS = {
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
} as const;

export type Comparison = keyof typeof COMPARISONS;

export const isComparison = (operator: string | undefined): operator is Comparison =>
  operator !== undefined && operator in COMPARISONS;

export const breaches = (value: number, comparison: Comparison, threshold: number): boolean =>
  COMPARISONS[comparison](value, threshold);
