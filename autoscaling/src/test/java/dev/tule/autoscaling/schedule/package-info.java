/** Tests of when scheduled actions are due. */
@NullMarked
package dev.tule.autoscaling.schedule;

import org.jspecify.annotations.NullMarked;
