/**
 * Metrics: what is measured and by which names ({@link dev.tule.cloudwatch.metric.Metrics}, {@link
 * dev.tule.cloudwatch.metric.Directory}), and the points that are kept of it, each grain for its
 * time ({@link dev.tule.cloudwatch.metric.Series}).
 *
 * <p>Rows: {@code ("metric", namespace, name, id)} for each metric, {@code ("metrics")} for their
 * number, and {@code ("points", id, unit, grain, second)}.
 */
@NullMarked
package dev.tule.cloudwatch.metric;

import org.jspecify.annotations.NullMarked;
