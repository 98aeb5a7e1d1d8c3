/**
 * Machines that are namespaces of Linux's over the host's own system, which they may read. They
 * need no boot and share the host's kernel: they are no security boundary, and are never chosen by
 * themselves. {@link dev.tule.compute.sandbox.SandboxDriver} is the entry. What runs on the host
 * for a machine are the scripts among the resources, {@code leader} first. One virtual thread
 * watches each machine.
 */
@NullMarked
package dev.tule.compute.sandbox;

import org.jspecify.annotations.NullMarked;
