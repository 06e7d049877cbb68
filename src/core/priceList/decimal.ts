/** What may stand as a price in AWS's list: digits with or without a fraction, no sign, no exponent. */
const plainDecimal = /^\d{1,12}(\.\d{1,18})?$/;

/** A price per 10^`shift` of something as one per million-fold, `"0.0002625000"` by 3 as `"0.2625"`; `null` if it is no plain decimal. */
export function shiftDecimal(text: string, shift: number): string | null {
  if (!plainDecimal.test(text)) return null;
  const [whole = '', fraction = ''] = text.split('.');
  const padded = fraction.padEnd(shift, '0');
  const integer = `${whole}${padded.slice(0, shift)}`.replace(/^0+(?=\d)/, '');
  const rest = padded.slice(shift).replace(/0+$/, '');
  return rest === '' ? integer : `${integer}.${rest}`;
}
