/** Scaling policies: simple and by steps, executed by users and by alarms. */
@NullMarked
package dev.tule.autoscaling.policy;

import org.jspecify.annotations.NullMarked;
