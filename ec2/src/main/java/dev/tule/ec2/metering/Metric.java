package dev.tule.ec2.metering;

/**
 * One value of one metric.
 *
 * @param unit as CloudWatch calls it
 */
public record Metric(String name, String unit, double value) {}
