/** Alarms: how points are judged, and the rules of composite ones. */
@NullMarked
package dev.tule.cloudwatch.alarm;

import org.jspecify.annotations.NullMarked;
