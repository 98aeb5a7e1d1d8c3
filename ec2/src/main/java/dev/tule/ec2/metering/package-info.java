/**
 * What machines use, measured from outside at what runs them, once a minute: {@link
 * dev.tule.ec2.metering.Meter} takes samples, and what was used between two of them goes to a
 * {@link dev.tule.ec2.metering.MeterSink}.
 *
 * <p>Threads: one of the meter's own, and one for each machine while it is being measured.
 *
 * <p>Specification: EC2 User Guide, "CloudWatch metrics that are available for your instances".
 */
@NullMarked
package dev.tule.ec2.metering;

import org.jspecify.annotations.NullMarked;
