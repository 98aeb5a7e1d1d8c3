/**
 * Machines that are containers of an engine of this host ({@link dev.tule.containers}). {@link
 * dev.tule.compute.container.ContainerDriver} is the entry. A container has no network of the
 * engine's; a program in it carries its cards' frames to this host, so that its addresses and rules
 * are the same as those of other machines.
 *
 * <p>Threads: one virtual thread a machine waits for its end.
 *
 * <p>Specification: <a href="https://docs.docker.com/reference/api/engine/version/v1.41/">Docker
 * Engine API 1.41</a>, as Podman 4.3 answers it too.
 */
@NullMarked
package dev.tule.compute.container;

import org.jspecify.annotations.NullMarked;
