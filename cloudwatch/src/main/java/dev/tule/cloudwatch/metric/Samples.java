package dev.tule.cloudwatch.metric;

import java.time.Instant;

/**
 * What a source measured of one metric at one time.
 *
 * @param unit CloudWatch's name of it, such as {@code Percent} or {@code None}
 * @param highResolution whether it is to be kept by the second, too
 */
record Samples(
        MetricKey metric,
        String unit,
        Instant time,
        Distribution measured,
        boolean highResolution) {}
