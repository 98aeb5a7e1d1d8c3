/**
 * A client of the QEMU Machine Protocol: JSON over a Unix socket, commands answered in order,
 * events in between (<a
 * href="https://www.qemu.org/docs/master/interop/qmp-spec.html">specification</a>). Each connection
 * has one virtual thread that reads.
 */
@NullMarked
package dev.tule.compute.qmp;

import org.jspecify.annotations.NullMarked;
