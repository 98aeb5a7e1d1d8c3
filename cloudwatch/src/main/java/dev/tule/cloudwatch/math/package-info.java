/**
 * Metric math (CloudWatch User Guide, "Using math expressions with CloudWatch metrics"): {@link
 * dev.tule.cloudwatch.math.Parser} reads an expression into a {@link
 * dev.tule.cloudwatch.math.Node}, {@link dev.tule.cloudwatch.math.Evaluation} makes a {@link
 * dev.tule.cloudwatch.math.Value} of it, {@link dev.tule.cloudwatch.math.Functions} are the
 * functions. Nothing here reads the store.
 */
@NullMarked
package dev.tule.cloudwatch.math;

import org.jspecify.annotations.NullMarked;
