/**
 * Instances: launching, describing, changing and ending them.
 *
 * <p>The rows are what is true. An action writes the state that an instance is to leave ({@code
 * pending}, {@code stopping}, {@code shutting-down}) and answers; {@link
 * dev.tule.ec2.instance.LifeCycle} then does what leads on to the next, however often it has to:
 * each step looks first at what there is. So a server that comes back after a crash goes on where
 * it was, with the machines that ran on without it.
 *
 * <p>Threads: everything is safe for use by many threads. The life cycle works on a virtual thread
 * for each instance that is on its way, one at a time for an instance.
 *
 * <p>Specification: EC2 API Reference, the actions on instances; EC2 User Guide, "Instance
 * lifecycle", "Instance state changes".
 */
@NullMarked
package dev.tule.ec2.instance;

import org.jspecify.annotations.NullMarked;
