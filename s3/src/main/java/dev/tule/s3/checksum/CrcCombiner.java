package dev.tule.s3.checksum;

/**
 * Combines CRCs by arithmetic on polynomials over GF(2) modulo the CRC's own: appending n bytes to
 * a message multiplies its CRC by x^(8n). Works for reflected CRCs that start from all ones and end
 * inverted, because the two inversions cancel.
 */
final class CrcCombiner {
    private final long polynomial;
    private final long one;

    /**
     * @param polynomial reflected, without its leading term
     * @param width in bits
     */
    CrcCombiner(long polynomial, int width) {
        this.polynomial = polynomial;
        this.one = 1L << (width - 1);
    }

    long combine(long first, long second, long secondLength) {
        return multiply(powerOfX(secondLength), first) ^ second;
    }

    /** x^(8 * bytes), by squaring. */
    private long powerOfX(long bytes) {
        long power = one;
        long square = one >>> 8; // x^8
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                power = multiply(power, square);
            }
            square = multiply(square, square);
        }
        return power;
    }

    /** The product of two polynomials; the highest bit is the coefficient of x^0. */
    private long multiply(long a, long b) {
        long product = 0;
        long shifted = b;
        for (long bit = one; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? (shifted >>> 1) ^ polynomial : shifted >>> 1;
        }
        return product;
    }
}
