/**
 * Alarms: on metrics and expressions, and composite ones on other alarms. {@link
 * dev.tule.cloudwatch.alarm.Evaluator} lets them follow what is measured; a change of state and the
 * actions that it asks for are written in one transaction, and {@link
 * dev.tule.cloudwatch.alarm.Outbox} does the actions after it, also after a restart.
 *
 * <p>Threads: one of CloudWatch's evaluates and acts; clients' calls come on any.
 *
 * <p>Specification: CloudWatch User Guide, "Using Amazon CloudWatch alarms".
 */
@NullMarked
package dev.tule.cloudwatch.alarm;

import org.jspecify.annotations.NullMarked;
