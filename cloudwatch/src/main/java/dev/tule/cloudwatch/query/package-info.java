/**
 * Queries of several metrics and expressions on them: {@link dev.tule.cloudwatch.query.Queries}
 * checks and works out a list of them, for GetMetricData and for alarms alike.
 */
@NullMarked
package dev.tule.cloudwatch.query;

import org.jspecify.annotations.NullMarked;
