/**
 * An IoT application as a user of Tule writes one: it knows the WAMP client and the AWS SDK, and
 * nothing of Tule's inside. {@link dev.tule.demo.Sensor}s publish a year of real temperatures, a
 * {@link dev.tule.demo.Calibration} answers their calls, a {@link dev.tule.demo.Collector} writes
 * what it hears into an {@link dev.tule.demo.Archive} of DynamoDB and S3.
 *
 * <p>Threads: the sensors run on the thread of {@link dev.tule.demo.Demo#run}; the collector's
 * writes on virtual threads, a few at once.
 */
@NullMarked
package dev.tule.demo;

import org.jspecify.annotations.NullMarked;
