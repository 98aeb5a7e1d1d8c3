/** Scheduled actions: other sizes of groups at a time, or again and again. */
@NullMarked
package dev.tule.autoscaling.schedule;

import org.jspecify.annotations.NullMarked;
