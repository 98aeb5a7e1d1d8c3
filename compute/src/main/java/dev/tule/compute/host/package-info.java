/**
 * What this module asks of the operating system - programs run, processes found again - and what
 * the drivers that run machines on this host share: {@link dev.tule.compute.host.HostDriver} and
 * {@link dev.tule.compute.host.HostMachine}.
 */
@NullMarked
package dev.tule.compute.host;

import org.jspecify.annotations.NullMarked;
