/**
 * Regions, availability zones and the account's attributes. There are the regions of AWS by name;
 * all of them are on this machine, and each has three zones.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, DescribeRegions, DescribeAvailabilityZones,
 * DescribeAccountAttributes.
 */
@NullMarked
package dev.tule.ec2.region;

import org.jspecify.annotations.NullMarked;
