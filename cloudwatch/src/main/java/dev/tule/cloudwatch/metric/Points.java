package dev.tule.cloudwatch.metric;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The bytes of a row of points: for each its second, then what was measured. One sample takes 17
 * bytes, so that a metric of one sample a minute takes about 370 KB in its fifteen days, and as
 * much again for all that it keeps after that.
 *
 * <pre>
 * second (8), 1, value                                      one sample
 * second (8), 2, count, sum, minimum, maximum               a span whose samples aren't known
 * second (8), 3, count, sum, minimum, maximum, n (2), n times value and count
 * </pre>
 */
final class Points {
    private static final byte ONE = 1;
    private static final byte SET = 2;
    private static final byte SAMPLES = 3;
    private static final int MOST_BYTES_OF_ONE =
            Long.BYTES
                    + 1
                    + 4 * Double.BYTES
                    + Short.BYTES
                    + Distribution.MOST_VALUES * 2 * Double.BYTES;

    private Points() {}

    static byte[] write(NavigableMap<Long, Distribution> points) {
        ByteBuffer out = ByteBuffer.allocate(points.size() * MOST_BYTES_OF_ONE);
        points.forEach((second, measured) -> write(out.putLong(second), measured));
        byte[] row = new byte[out.position()];
        out.flip().get(row);
        return row;
    }

    private static void write(ByteBuffer out, Distribution measured) {
        TreeMap<Double, Double> samples = measured.samples();
        if (samples != null && measured.count() == 1 && samples.size() == 1) {
            out.put(ONE).putDouble(samples.firstKey());
            return;
        }
        out.put(samples == null ? SET : SAMPLES)
                .putDouble(measured.count())
                .putDouble(measured.sum())
                .putDouble(measured.minimum())
                .putDouble(measured.maximum());
        if (samples != null) {
            out.putShort((short) samples.size());
            for (Map.Entry<Double, Double> sample : samples.entrySet()) {
                out.putDouble(sample.getKey()).putDouble(sample.getValue());
            }
        }
    }

    static NavigableMap<Long, Distribution> read(byte[] row) {
        NavigableMap<Long, Distribution> points = new TreeMap<>();
        ByteBuffer in = ByteBuffer.wrap(row);
        while (in.hasRemaining()) {
            points.put(in.getLong(), readOne(in));
        }
        return points;
    }

    private static Distribution readOne(ByteBuffer in) {
        byte form = in.get();
        if (form == ONE) {
            return Distribution.ofValue(in.getDouble());
        }
        double count = in.getDouble();
        double sum = in.getDouble();
        double minimum = in.getDouble();
        double maximum = in.getDouble();
        if (form == SET) {
            return new Distribution(count, sum, minimum, maximum, null);
        }
        TreeMap<Double, Double> samples = new TreeMap<>();
        for (int left = in.getShort(); left > 0; left--) {
            samples.put(in.getDouble(), in.getDouble());
        }
        return new Distribution(count, sum, minimum, maximum, samples);
    }
}
