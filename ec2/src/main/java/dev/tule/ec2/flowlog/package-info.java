/**
 * Flow logs: what passed interfaces and what did not, written to S3 as gzipped lines. {@link
 * dev.tule.ec2.flowlog.FlowLogs} keeps them, {@link dev.tule.ec2.flowlog.FlowLogDelivery} writes
 * them.
 *
 * <p>Threads: records come on the network's ticker and only join a queue; the delivery has a
 * virtual thread, which waits for S3.
 *
 * <p>Specification: VPC User Guide, "Flow log records", "Publish flow logs to Amazon S3"; EC2 API
 * Reference.
 */
@NullMarked
package dev.tule.ec2.flowlog;

import org.jspecify.annotations.NullMarked;
