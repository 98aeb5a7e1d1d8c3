/**
 * Images: those that come with Tule, those that were made here, and other names for them. An image
 * that was made here is a list of snapshots; how it boots follows from the image that it descends
 * from, or else from the boot loader on its disk.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, the actions on images; EC2 User Guide, "Find an AMI".
 */
@NullMarked
package dev.tule.ec2.image;

import org.jspecify.annotations.NullMarked;
