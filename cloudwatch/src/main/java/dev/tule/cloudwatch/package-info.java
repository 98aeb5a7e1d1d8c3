/**
 * CloudWatch: metrics and alarms on them. {@link dev.tule.cloudwatch.CloudWatch} is the entry.
 *
 * <ul>
 *   <li>{@link dev.tule.cloudwatch.metric}: what is measured, and the points that are kept of it
 *   <li>{@link dev.tule.cloudwatch.math}: expressions on metrics
 *   <li>{@link dev.tule.cloudwatch.query}: queries of several metrics and expressions
 *   <li>{@link dev.tule.cloudwatch.resource}: what the rooms share
 * </ul>
 *
 * <p>Threads: everything public is safe for use by many threads; one thread deletes what has grown
 * old.
 *
 * <p>Specification: CloudWatch API Reference, version 2010-08-01.
 */
@NullMarked
package dev.tule.cloudwatch;

import org.jspecify.annotations.NullMarked;
