/**
 * Instance types: how many processors and how much memory a machine gets.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, DescribeInstanceTypes, DescribeInstanceTypeOfferings; EC2
 * Instance Types guide.
 */
@NullMarked
package dev.tule.ec2.type;

import org.jspecify.annotations.NullMarked;
