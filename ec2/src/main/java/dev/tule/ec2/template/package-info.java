/**
 * Launch templates and their versions.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, the actions on launch templates; EC2 User Guide, "Launch
 * templates".
 */
@NullMarked
package dev.tule.ec2.template;

import org.jspecify.annotations.NullMarked;
